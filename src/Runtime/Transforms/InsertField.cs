using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Adds fields with facts about the record, or with a constant (<c>org.apache.kafka.connect.transforms.InsertField</c>).</summary>
public sealed class InsertField(RecordPart part) : PartTransformation(part)
{
    private const string Purpose = "field insertion";
    private const string TopicField = "topic.field";
    private const string PartitionField = "partition.field";
    private const string OffsetField = "offset.field";
    private const string TimestampField = "timestamp.field";
    private const string StaticField = "static.field";
    private const string StaticValue = "static.value";
    private const string Suffix = " A trailing ! makes the field required, a trailing ? leaves it optional, as it is without.";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(TopicField, ConfigType.String, null, ConfigImportance.Medium, "The field for the topic." + Suffix)
        .Define(PartitionField, ConfigType.String, null, ConfigImportance.Medium, "The field for the partition." + Suffix)
        .Define(OffsetField, ConfigType.String, null, ConfigImportance.Medium, "The field for the offset, in sink connectors only." + Suffix)
        .Define(TimestampField, ConfigType.String, null, ConfigImportance.Medium, "The field for the timestamp." + Suffix)
        .Define(StaticField, ConfigType.String, null, ConfigImportance.Medium, "The field for the constant." + Suffix)
        .Define(StaticValue, ConfigType.String, null, ConfigImportance.Medium, "The constant, if there is a field for it.")
        .WithReplaceNull();

    private readonly SchemaUpdates<StructCopy> _schemas = new();
    private Insertion[] _insertions = null!;
    private bool _withDefaults;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        if (ValueOf(record) is not { } value) return record;
        if (SchemaOf(record) is null)
        {
            var map = new ConnectMap(Requirements.Map(value, Purpose));
            foreach (var insertion in _insertions)
            {
                if (insertion.Value(record) is { } inserted) map[insertion.Name] = inserted is Instant instant ? instant.EpochMilliseconds : inserted;
                else if (insertion.KeepsNull) map[insertion.Name] = null;
            }

            return With(record, null, map);
        }

        var from = Requirements.Struct(value, Purpose);
        var copy = _schemas.Get(from.Schema, Update);
        var to = copy.Copy(from, _withDefaults);
        for (var i = 0; i < _insertions.Length; i++)
        {
            var inserted = _insertions[i].Value(record);
            if (inserted is not null || _insertions[i].KeepsNull) to.Put(copy.Target.Fields[from.Schema.Fields.Count + i], inserted);
        }

        return With(record, copy.Target, to);
    }

    private protected override void Configure(ParsedConfig config)
    {
        var constant = config.GetString(StaticValue);
        _insertions =
        [
            .. Insertion.Of(config.GetString(TopicField), Schema.String, Schema.OptionalString, r => r.Topic, keepsNull: true),
            .. Insertion.Of(config.GetString(PartitionField), Schema.Int32, Schema.OptionalInt32, r => r.KafkaPartition),
            .. Insertion.Of(config.GetString(OffsetField), Schema.Int64, Schema.OptionalInt64, r => Requirements.SinkRecord(r, Purpose).KafkaOffset),
            .. Insertion.Of(
                config.GetString(TimestampField), TimestampType.Schema, TimestampType.Builder().Optional().Build(),
                r => r.Timestamp is { } timestamp ? new Instant(timestamp) : null),
            .. Insertion.Of(config.GetString(StaticField), Schema.String, Schema.OptionalString, _ => constant),
        ];
        _withDefaults = config.GetBoolean(ReplaceNull.Key);
        if (_insertions.Length == 0) throw new ConfigException("No field insertion configured");
        if (config.GetString(StaticField) is { } field && constant is null)
            throw new ConfigException(StaticValue, null, $"No value specified for static field: {field}");
    }

    private StructCopy Update(Schema schema)
    {
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        foreach (var field in schema.Fields) builder.WithField(field.Name, field.Schema);
        foreach (var insertion in _insertions) builder.WithField(insertion.Name, insertion.Schema);
        return new StructCopy(builder.Build(), [.. schema.Fields]);
    }

    private sealed record Insertion(string Name, Schema Schema, Func<ConnectRecord, object?> Value, bool KeepsNull)
    {
        public static IEnumerable<Insertion> Of(
            string? field, Schema required, Schema optional, Func<ConnectRecord, object?> value, bool keepsNull = false)
        {
            if (field is null) yield break;
            var isRequired = field.EndsWith('!');
            yield return new Insertion(
                isRequired || field.EndsWith('?') ? field[..^1] : field, isRequired ? required : optional, value, keepsNull);
        }
    }
}
