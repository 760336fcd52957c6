using Connect.Sdk.Data;
using Connect.Sdk.Headers;
using Connect.Sdk.Java;

namespace Connect.Sdk.Records;

/// <summary>
/// A record on its way between a connector and Kafka (<c>org.apache.kafka.connect.connector.ConnectRecord</c>). Records do not change; transforms make new ones
/// with <see cref="NewRecord"/>.
/// </summary>
public abstract class ConnectRecord
{
    private protected ConnectRecord(
        string? topic, int? kafkaPartition, Schema? keySchema, object? key, Schema? valueSchema, object? value, long? timestamp, ConnectHeaders? headers)
    {
        Topic = topic;
        KafkaPartition = kafkaPartition;
        KeySchema = keySchema;
        Key = key;
        ValueSchema = valueSchema;
        Value = value;
        Timestamp = timestamp;
        Headers = headers ?? new ConnectHeaders();
    }

    /// <summary>The topic.</summary>
    public string? Topic { get; }

    /// <summary>The partition of the topic; null leaves it to the partitioner.</summary>
    public int? KafkaPartition { get; }

    /// <summary>The schema of the key, or null.</summary>
    public Schema? KeySchema { get; }

    /// <summary>The key, or null.</summary>
    public object? Key { get; }

    /// <summary>The schema of the value, or null.</summary>
    public Schema? ValueSchema { get; }

    /// <summary>The value; null is a tombstone.</summary>
    public object? Value { get; }

    /// <summary>Milliseconds since 1970-01-01 UTC, or null.</summary>
    public long? Timestamp { get; }

    /// <summary>The headers.</summary>
    public ConnectHeaders Headers { get; }

    /// <summary>
    /// This record with other contents; where it came from stays. Without headers it gets a copy of these.
    /// </summary>
    public abstract ConnectRecord NewRecord(
        string? topic, int? kafkaPartition, Schema? keySchema, object? key, Schema? valueSchema, object? value, long? timestamp,
        ConnectHeaders? headers = null);

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        obj is ConnectRecord other && other.GetType() == GetType()
        && KafkaPartition == other.KafkaPartition && Topic == other.Topic
        && Equals(KeySchema, other.KeySchema) && ConnectEquality.Equal(Key, other.Key)
        && Equals(ValueSchema, other.ValueSchema) && ConnectEquality.Equal(Value, other.Value)
        && Timestamp == other.Timestamp && Headers.Equals(other.Headers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(
        Topic, KafkaPartition, KeySchema, ConnectEquality.Hash(Key), ValueSchema, ConnectEquality.Hash(Value), Timestamp);

    /// <summary>The record as in Connect's logs.</summary>
    public override string ToString() =>
        $"ConnectRecord{{topic='{Topic ?? "null"}', kafkaPartition={JavaText.Of(KafkaPartition)}, key={JavaText.Of(Key)}, "
        + $"keySchema={JavaText.Of(KeySchema)}, value={JavaText.Of(Value)}, valueSchema={JavaText.Of(ValueSchema)}, "
        + $"timestamp={JavaText.Of(Timestamp)}, headers={Headers}}}";
}
