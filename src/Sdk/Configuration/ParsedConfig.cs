namespace Connect.Sdk.Configuration;

/// <summary>The typed values of a configuration (<c>org.apache.kafka.common.config.AbstractConfig</c>).</summary>
public sealed class ParsedConfig
{
    private readonly Dictionary<string, object?> _values;

    /// <summary>Parses a configuration.</summary>
    /// <exception cref="Errors.ConfigException">A setting is missing or wrong.</exception>
    public ParsedConfig(ConfigDef definition, IReadOnlyDictionary<string, string?> config, IConfigClassResolver? classes = null)
    {
        Originals = config;
        _values = definition.Parse(config, classes);
    }

    /// <summary>The configuration as it was given.</summary>
    public IReadOnlyDictionary<string, string?> Originals { get; }

    /// <summary>The typed values of all settings that are defined.</summary>
    public IReadOnlyDictionary<string, object?> Values => _values;

    /// <summary>A value, which may be null.</summary>
    /// <exception cref="KeyNotFoundException">The setting is not defined.</exception>
    public object? Get(string name) => _values[name];

    /// <summary>The value of a STRING setting.</summary>
    public string? GetString(string name) => (string?)_values[name];

    /// <summary>The value of a STRING setting that is never null.</summary>
    public string GetRequiredString(string name) => (string)_values[name]!;

    /// <summary>The value of a BOOLEAN setting.</summary>
    public bool GetBoolean(string name) => (bool)_values[name]!;

    /// <summary>The value of an INT setting.</summary>
    public int GetInt(string name) => (int)_values[name]!;

    /// <summary>The value of an INT setting that may be null.</summary>
    public int? GetNullableInt(string name) => (int?)_values[name];

    /// <summary>The value of a SHORT setting.</summary>
    public short GetShort(string name) => (short)_values[name]!;

    /// <summary>The value of a LONG setting.</summary>
    public long GetLong(string name) => (long)_values[name]!;

    /// <summary>The value of a DOUBLE setting.</summary>
    public double GetDouble(string name) => (double)_values[name]!;

    /// <summary>The value of a LIST setting; empty if it is null.</summary>
    public IReadOnlyList<string> GetList(string name) => (IReadOnlyList<string>?)_values[name] ?? [];

    /// <summary>The value of a PASSWORD setting.</summary>
    public Password? GetPassword(string name) => (Password?)_values[name];

    /// <summary>The value of a CLASS setting.</summary>
    public ConfigClass? GetClass(string name) => (ConfigClass?)_values[name];
}
