using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Puts one field in the place of the whole (<c>org.apache.kafka.connect.transforms.ExtractField</c>).</summary>
public sealed class ExtractField(RecordPart part) : PartTransformation(part)
{
    private const string Purpose = "field extraction";
    private const string FieldKey = "field";
    private static readonly ConfigDef Definition = FieldPath.WithVersion(new ConfigDef()
        .Require(FieldKey, ConfigType.String, ConfigImportance.Medium, "The field to take.")
        .WithReplaceNull());

    private string _name = null!;
    private FieldPath _path = null!;
    private bool _withDefaults;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        if (SchemaOf(record) is not { } schema)
        {
            var map = Requirements.MapOrNull(ValueOf(record), Purpose);
            return With(record, null, map is null ? null : _path.ValueFrom(map));
        }

        var value = Requirements.StructOrNull(ValueOf(record), Purpose);
        var field = _path.FieldFrom(schema) ?? throw new DataException($"Unknown field: {_name}");
        return With(record, field.Schema, value is null ? null : _path.ValueFrom(value, _withDefaults));
    }

    private protected override void Configure(ParsedConfig config)
    {
        _name = config.GetString(FieldKey) ?? throw new ConfigException(FieldKey, null, "Must not be null");
        _path = new FieldPath(_name, FieldPath.IsNested(config));
        _withDefaults = config.GetBoolean(ReplaceNull.Key);
    }
}
