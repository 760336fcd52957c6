namespace Connect.Sdk.Configuration;

/// <summary>The definition of a setting (<c>ConfigDef.ConfigKey</c>). What is not said has Kafka's defaults.</summary>
/// <param name="Name">The key.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Importance">How much it matters.</param>
/// <param name="Documentation">What it does, for people.</param>
public sealed record ConfigKey(string Name, ConfigType Type, ConfigImportance Importance, string Documentation)
{
    private readonly object? _default = ConfigDef.NoDefault;

    /// <summary>
    /// The value if the setting is absent: as text or typed, <see cref="ConfigDef.NoDefault"/> if it must be there. A default is parsed when it is set.
    /// </summary>
    /// <exception cref="Errors.ConfigException">It is not of the type.</exception>
    public object? Default
    {
        get => _default;
        init => _default = ReferenceEquals(value, ConfigDef.NoDefault) || Type == ConfigType.Class ? value : ConfigParser.Parse(Name, value, Type, null);
    }

    /// <summary>True if the setting may be absent.</summary>
    public bool HasDefault => !ReferenceEquals(_default, ConfigDef.NoDefault);

    /// <summary>Checks values, or null.</summary>
    public IConfigValidator? Validator { get; init; }

    /// <summary>The group it is shown in, or null.</summary>
    public string? Group { get; init; }

    /// <summary>The place in the group; -1 if not said.</summary>
    public int OrderInGroup { get; init; } = -1;

    /// <summary>How wide to show it.</summary>
    public ConfigWidth Width { get; init; }

    /// <summary>The name to show; the key if not said.</summary>
    public string DisplayName { get => field ?? Name; init; }

    /// <summary>Settings whose valid values or visibility depend on this one.</summary>
    public IReadOnlyList<string> Dependents { get; init; } = [];

    /// <summary>Proposes values, or null.</summary>
    public IConfigRecommender? Recommender { get; init; }

    /// <summary>True if it is not for users and not shown.</summary>
    public bool IsInternal { get; init; }
}

/// <summary>What validation found about a setting (<c>org.apache.kafka.common.config.ConfigValue</c>).</summary>
public sealed class ConfigValue(string name)
{
    private readonly List<string> _errors = [];

    /// <summary>The key.</summary>
    public string Name { get; } = name;

    /// <summary>The parsed value; null if it is wrong or absent.</summary>
    public object? Value { get; set; }

    /// <summary>Values that are proposed.</summary>
    public IReadOnlyList<object?> RecommendedValues { get; set; } = [];

    /// <summary>What is wrong; empty if nothing is.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>False if the setting has no effect with the others as they are.</summary>
    public bool IsVisible { get; set; } = true;

    /// <summary>Adds a text about what is wrong.</summary>
    public void AddError(string message) => _errors.Add(message);
}

/// <summary>Proposes values for a setting by the other ones (<c>ConfigDef.Recommender</c>).</summary>
public interface IConfigRecommender
{
    /// <summary>The values to propose.</summary>
    IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsed);

    /// <summary>False if the setting has no effect with the others as they are.</summary>
    bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsed);
}

/// <summary>Checks the value of a setting (<c>ConfigDef.Validator</c>). What it prints tells users which values are valid.</summary>
public interface IConfigValidator
{
    /// <summary>Returns if the parsed value is valid.</summary>
    /// <exception cref="Errors.ConfigException">It is not.</exception>
    void EnsureValid(string name, object? value);
}
