namespace Connect.Sdk.Configuration;

/// <summary>The types of settings (<c>ConfigDef.Type</c>); in texts they are upper case.</summary>
public enum ConfigType
{
    /// <summary><see cref="bool"/>: true or false in any case.</summary>
    Boolean,

    /// <summary><see cref="string"/>, without spaces around it.</summary>
    String,

    /// <summary><see cref="int"/>.</summary>
    Int,

    /// <summary><see cref="short"/>.</summary>
    Short,

    /// <summary><see cref="long"/>.</summary>
    Long,

    /// <summary><see cref="double"/>.</summary>
    Double,

    /// <summary>A list of <see cref="string"/>, separated by commas.</summary>
    List,

    /// <summary>The name of a plugin class, <see cref="ConfigClass"/>.</summary>
    Class,

    /// <summary>A secret, <see cref="Configuration.Password"/>; never printed.</summary>
    Password,
}

/// <summary>How much a setting matters (<c>ConfigDef.Importance</c>).</summary>
public enum ConfigImportance
{
    /// <summary>Everybody has to look at it.</summary>
    High,

    /// <summary>Many look at it.</summary>
    Medium,

    /// <summary>Few ever change it.</summary>
    Low,
}

/// <summary>How wide a form should show a setting (<c>ConfigDef.Width</c>).</summary>
public enum ConfigWidth
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>A number, a word.</summary>
    Short,

    /// <summary>A name.</summary>
    Medium,

    /// <summary>A list, a path.</summary>
    Long,
}

/// <summary>A secret from a configuration. It prints as <c>[hidden]</c>.</summary>
public sealed class Password(string value) : IEquatable<Password>
{
    /// <summary>What is printed instead of a secret.</summary>
    public const string Hidden = "[hidden]";

    /// <summary>The secret itself.</summary>
    public string Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(Password? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Password);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary><see cref="Hidden"/>.</summary>
    public override string ToString() => Hidden;
}

/// <summary>A plugin class named in a configuration.</summary>
/// <param name="Name">The full name, as users know it from Kafka.</param>
/// <param name="Type">The .NET class that answers to it; null if only the name is known, as in a default.</param>
public sealed record ConfigClass(string Name, Type? Type = null)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>Finds the classes that configurations name.</summary>
public interface IConfigClassResolver
{
    /// <summary>The class with a name or short alias, or null.</summary>
    ConfigClass? Resolve(string name);
}
