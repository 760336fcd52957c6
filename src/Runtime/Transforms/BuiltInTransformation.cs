using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Headers;
using Connect.Sdk.Records;
using Connect.Sdk.Transforms;

namespace Connect.Runtime.Transforms;

/// <summary>A transformation that comes with Kafka.</summary>
public abstract class BuiltInTransformation : ITransformation, IVersioned
{
    /// <inheritdoc/>
    public string Version => KafkaVersion.Text;

    /// <inheritdoc/>
    public abstract ConfigDef Config { get; }

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config) => Configure(new ParsedConfig(Config, config));

    /// <inheritdoc/>
    public abstract ConnectRecord? Apply(ConnectRecord record);

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    private protected abstract void Configure(ParsedConfig config);
}

/// <summary>Which side of a record a transformation works on: in Kafka's names it ends in <c>$Key</c> or <c>$Value</c>.</summary>
public enum RecordPart
{
    /// <summary>The key.</summary>
    Key,

    /// <summary>The value.</summary>
    Value,
}

/// <summary>A transformation of the key or of the value; the rest of the record stays.</summary>
public abstract class PartTransformation : BuiltInTransformation
{
    private readonly RecordPart _part;

    private protected PartTransformation(RecordPart part) => _part = part;

    private protected Schema? SchemaOf(ConnectRecord record) => _part == RecordPart.Key ? record.KeySchema : record.ValueSchema;

    private protected object? ValueOf(ConnectRecord record) => _part == RecordPart.Key ? record.Key : record.Value;

    private protected ConnectRecord With(ConnectRecord record, Schema? schema, object? value, ConnectHeaders? headers = null) => _part == RecordPart.Key
        ? record.NewRecord(record.Topic, record.KafkaPartition, schema, value, record.ValueSchema, record.Value, record.Timestamp, headers)
        : record.NewRecord(record.Topic, record.KafkaPartition, record.KeySchema, record.Key, schema, value, record.Timestamp, headers);
}
