using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Makes the key of fields of the value (<c>org.apache.kafka.connect.transforms.ValueToKey</c>).</summary>
public sealed class ValueToKey : BuiltInTransformation
{
    private const string Purpose = "copying fields from value to key";
    private const string FieldsKey = "fields";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Require(FieldsKey, ConfigType.List, ConfigImportance.High, "The fields of the value to make the key of.", ConfigValidators.ListOfDifferent(mayBeEmpty: false, mayBeNull: false))
        .WithReplaceNull();

    private readonly SchemaUpdates<StructCopy> _schemas = new();
    private IReadOnlyList<string> _fields = null!;
    private bool _withDefaults;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        if (record.ValueSchema is null)
        {
            var map = Requirements.Map(record.Value, Purpose);
            var key = new ConnectMap(_fields.Count);
            foreach (var field in _fields) key[field] = Requirements.Get(map, field);
            return record.NewRecord(record.Topic, record.KafkaPartition, null, key, null, record.Value, record.Timestamp);
        }

        var value = Requirements.Struct(record.Value, Purpose);
        var copy = _schemas.Get(value.Schema, KeyOf);
        return record.NewRecord(
            record.Topic, record.KafkaPartition, copy.Target, copy.Copy(value, _withDefaults), value.Schema, value, record.Timestamp);
    }

    private protected override void Configure(ParsedConfig config)
    {
        _fields = config.GetList(FieldsKey);
        _withDefaults = config.GetBoolean(ReplaceNull.Key);
    }

    private StructCopy KeyOf(Schema schema)
    {
        var sources = _fields.Select(f => schema.Field(f) ?? throw new DataException($"Field does not exist: {f}")).ToArray();
        var builder = SchemaBuilder.Struct();
        foreach (var field in sources) builder.WithField(field.Name, field.Schema);
        return new StructCopy(builder.Build(), sources);
    }
}
