using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Wraps the whole in a struct or map with one field (<c>org.apache.kafka.connect.transforms.HoistField</c>).</summary>
public sealed class HoistField(RecordPart part) : PartTransformation(part)
{
    private const string FieldKey = "field";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Require(FieldKey, ConfigType.String, ConfigImportance.Medium, "The name of the one field.");

    private readonly SchemaUpdates<Schema> _schemas = new();
    private string _field = null!;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        var value = ValueOf(record);
        if (SchemaOf(record) is not { } schema) return With(record, null, new ConnectMap(1) { { _field, value } });
        var updated = _schemas.Get(schema, s => SchemaBuilder.Struct().WithField(_field, s).Build());
        return With(record, updated, new Struct(updated).Put(updated.Fields[0], value));
    }

    private protected override void Configure(ParsedConfig config) =>
        _field = config.GetString(FieldKey) ?? throw new ConfigException(FieldKey, null, "Must not be null");
}
