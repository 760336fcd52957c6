using Connect.Sdk.Configuration;

namespace Connect.Runtime.Converters;

/// <summary>What all converters that come with Kafka have in common (<c>ConverterConfig</c>).</summary>
internal static class ConverterSettings
{
    public const string Type = "converter.type";

    /// <summary>The runtime says what the converter is for; users do not set it.</summary>
    public static ConfigDef Definition() => new ConfigDef().Require(
        Type, ConfigType.String, ConfigImportance.Low, "Whether the converter is for keys, values or headers; set by the runtime.",
        ConfigValidators.OneOf("key", "value", "header"));

    public static IReadOnlyDictionary<string, string?> With(IReadOnlyDictionary<string, string?> config, string type) =>
        new Dictionary<string, string?>(config, StringComparer.Ordinal) { [Type] = type };
}
