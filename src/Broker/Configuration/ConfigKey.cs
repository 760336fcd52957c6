namespace Connect.Broker.Configuration;

[Flags]
internal enum KeyTraits
{
    None = 0,

    /// <summary>May be changed while the broker runs.</summary>
    Dynamic = 1,

    /// <summary>Only shown where somebody has set it.</summary>
    Internal = 2,
}

/// <summary>A setting: its name, type, default and rule.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Default">The default as text; null when it has none.</param>
/// <param name="Rule">What a value must be besides of its type.</param>
/// <param name="Traits">What else is to be known of it.</param>
internal sealed record ConfigKey(string Name, ConfigType Type, string? Default, ConfigRule? Rule = null, KeyTraits Traits = KeyTraits.None)
{
    /// <summary>The broker's settings that give a topic's or a group's setting its default, the strongest first.</summary>
    public IReadOnlyList<ConfigSynonym> Synonyms { get; init; } = [];

    public bool IsDynamic => (Traits & KeyTraits.Dynamic) != 0;

    public bool IsInternal => (Traits & KeyTraits.Internal) != 0;

    public bool IsSensitive => Type == ConfigType.Password;

    /// <summary>Checks a value; the problem is worded as Kafka words it.</summary>
    public string? Check(string text, out ConfigValue value)
    {
        if (!ConfigValue.TryParse(Type, text, out value, out var problem))
            return $"Invalid value {text} for configuration {Name}: {problem}";
        return Rule?.Check(this, value);
    }
}

/// <summary>A broker's setting with the same meaning, perhaps in a coarser unit.</summary>
internal readonly record struct ConfigSynonym(string Name, long UnitMs = 1);
