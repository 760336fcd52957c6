using Connect.Sdk.Data;
using Connect.Sdk.Headers;
using Connect.Sdk.Java;

namespace Connect.Sdk.Records;

/// <summary>What the timestamp of a record in Kafka means (<c>org.apache.kafka.common.record.TimestampType</c>).</summary>
public enum RecordTimestampType
{
    /// <summary>The record has none.</summary>
    NoTimestampType = -1,

    /// <summary>When the producer made the record.</summary>
    CreateTime = 0,

    /// <summary>When the broker wrote the record.</summary>
    LogAppendTime = 1,
}

/// <summary>
/// A record read from Kafka for a sink connector (<c>org.apache.kafka.connect.sink.SinkRecord</c>). Transforms cannot change where it was read from:
/// the original topic, partition and offset (KIP-793).
/// </summary>
public sealed class SinkRecord : ConnectRecord
{
    /// <summary>A record; the originals are the topic, partition and offset if not given.</summary>
    public SinkRecord(
        string? topic, int? kafkaPartition, Schema? keySchema, object? key, Schema? valueSchema, object? value, long kafkaOffset,
        long? timestamp = null, RecordTimestampType timestampType = RecordTimestampType.NoTimestampType, ConnectHeaders? headers = null)
        : this(topic, kafkaPartition, keySchema, key, valueSchema, value, kafkaOffset, timestamp, timestampType, headers, topic, kafkaPartition, kafkaOffset)
    {
    }

    internal SinkRecord(
        string? topic, int? kafkaPartition, Schema? keySchema, object? key, Schema? valueSchema, object? value, long kafkaOffset, long? timestamp,
        RecordTimestampType timestampType, ConnectHeaders? headers, string? originalTopic, int? originalKafkaPartition, long originalKafkaOffset)
        : base(topic, kafkaPartition, keySchema, key, valueSchema, value, timestamp, headers)
    {
        KafkaOffset = kafkaOffset;
        TimestampType = timestampType;
        OriginalTopic = originalTopic;
        OriginalKafkaPartition = originalKafkaPartition;
        OriginalKafkaOffset = originalKafkaOffset;
    }

    /// <summary>The offset of the record in its partition.</summary>
    public long KafkaOffset { get; }

    /// <summary>What the timestamp means.</summary>
    public RecordTimestampType TimestampType { get; }

    /// <summary>What the runtime made it of, for reports of errors.</summary>
    internal object? Source { get; set; }

    /// <summary>The topic it was read from.</summary>
    public string? OriginalTopic { get; }

    /// <summary>The partition it was read from.</summary>
    public int? OriginalKafkaPartition { get; }

    /// <summary>The offset it was read from.</summary>
    public long OriginalKafkaOffset { get; }

    /// <inheritdoc/>
    public override SinkRecord NewRecord(
        string? topic, int? kafkaPartition, Schema? keySchema, object? key, Schema? valueSchema, object? value, long? timestamp,
        ConnectHeaders? headers = null) => new(
            topic, kafkaPartition, keySchema, key, valueSchema, value, KafkaOffset, timestamp, TimestampType, headers ?? Headers.Duplicate(),
            OriginalTopic, OriginalKafkaPartition, OriginalKafkaOffset)
        { Source = Source };

    /// <inheritdoc/>
    public override bool Equals(object? obj) =>
        base.Equals(obj) && obj is SinkRecord other
        && KafkaOffset == other.KafkaOffset && TimestampType == other.TimestampType && OriginalTopic == other.OriginalTopic
        && OriginalKafkaPartition == other.OriginalKafkaPartition && OriginalKafkaOffset == other.OriginalKafkaOffset;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), KafkaOffset);

    /// <inheritdoc/>
    public override string ToString() =>
        $"SinkRecord{{kafkaOffset={KafkaOffset}, timestampType={TimestampType}, originalTopic={OriginalTopic ?? "null"}, "
        + $"originalKafkaPartition={JavaText.Of(OriginalKafkaPartition)}, originalKafkaOffset={OriginalKafkaOffset}}} {base.ToString()}";
}
