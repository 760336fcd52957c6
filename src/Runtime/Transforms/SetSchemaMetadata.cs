using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Gives the schema of a struct another name or version (<c>org.apache.kafka.connect.transforms.SetSchemaMetadata</c>).</summary>
public sealed class SetSchemaMetadata(RecordPart part) : PartTransformation(part)
{
    private const string NameKey = "schema.name";
    private const string VersionKey = "schema.version";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(NameKey, ConfigType.String, null, ConfigImportance.High, "The name to set.")
        .Define(VersionKey, ConfigType.Int, null, ConfigImportance.High, "The version to set.")
        .WithReplaceNull();

    private readonly SchemaUpdates<StructCopy> _schemas = new();
    private string? _name;
    private int? _version;
    private bool _withDefaults;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        var value = ValueOf(record);
        if (value is null && SchemaOf(record) is null) return record;
        var copy = _schemas.Get(Requirements.Schema(SchemaOf(record), "updating schema metadata"), Update);
        return With(record, copy.Target, value is Struct from ? copy.Copy(from, _withDefaults) : value);
    }

    private protected override void Configure(ParsedConfig config)
    {
        _name = config.GetString(NameKey);
        _version = config.GetNullableInt(VersionKey);
        _withDefaults = config.GetBoolean(ReplaceNull.Key);
        if (_name is null && _version is null) throw new ConfigException("Neither schema name nor version configured");
    }

    private StructCopy Update(Schema schema) => new(
        new ConnectSchema(
            schema.Type, schema.IsOptional, schema.DefaultValue, _name ?? schema.Name, _version ?? schema.Version, schema.Doc, schema.Parameters, schema.Fields),
        [.. schema.Fields]);
}
