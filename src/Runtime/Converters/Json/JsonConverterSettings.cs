using Connect.Sdk.Configuration;

namespace Connect.Runtime.Converters.Json;

/// <summary>The settings of <see cref="JsonConverter"/>.</summary>
internal sealed record JsonConverterSettings(bool SchemasEnabled, int CacheSize, bool NumericDecimals, bool ReplaceNullWithDefault, string? SchemaContent)
{
    private const string SchemasEnable = "schemas.enable";
    private const string SchemasCacheSize = "schemas.cache.size";
    private const string SchemaContentKey = "schema.content";
    private const string DecimalFormat = "decimal.format";
    private const string ReplaceNull = "replace.null.with.default";

    public static JsonConverterSettings Default { get; } = new(true, 1000, false, true, null);

    public static ConfigDef Definition()
    {
        var order = 0;
        var definition = ConverterSettings.Definition()
            .Define(Schemas(SchemasEnable, ConfigType.Boolean, true, ConfigImportance.High, "Enable Schemas", order++, "Write and expect each value inside an envelope with its schema."))
            .Define(Schemas(SchemasCacheSize, ConfigType.Int, 1000, ConfigImportance.High, "Schema Cache Size", order++, "How many schemas each converter keeps."))
            .Define(Schemas(SchemaContentKey, ConfigType.String, null, ConfigImportance.High, "Schema Content", order, "The schema of all values read, as JSON; values then come without an envelope."));
        order = 0;
        return definition
            .Define(Serialization(DecimalFormat, ConfigType.String, "BASE64", "Decimal Format", order++, "How decimal numbers are written: BASE64 or NUMERIC.") with { Validator = ConfigValidators.OneOfIgnoringCase("NUMERIC", "BASE64") })
            .Define(Serialization(ReplaceNull, ConfigType.Boolean, true, "Replace null with default", order, "Write and read the default of a field where a null stands."));
    }

    public static JsonConverterSettings Of(ParsedConfig config) => new(
        config.GetBoolean(SchemasEnable), config.GetInt(SchemasCacheSize),
        config.GetRequiredString(DecimalFormat).Equals("NUMERIC", StringComparison.OrdinalIgnoreCase), config.GetBoolean(ReplaceNull),
        config.GetString(SchemaContentKey) is { } content && content.Length > 0 && content != "null" ? content : null);

    private static ConfigKey Schemas(string name, ConfigType type, object? value, ConfigImportance importance, string display, int order, string documentation) =>
        new(name, type, importance, documentation) { Default = value, Group = "Schemas", OrderInGroup = order, Width = ConfigWidth.Medium, DisplayName = display };

    private static ConfigKey Serialization(string name, ConfigType type, object? value, string display, int order, string documentation) =>
        new(name, type, ConfigImportance.Low, documentation) { Default = value, Group = "Serialization", OrderInGroup = order, Width = ConfigWidth.Medium, DisplayName = display };
}
