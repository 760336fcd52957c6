using Connect.Kafka.Consuming;
using Connect.Kafka.Native;
using Connect.Sdk.Connectors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Errors;

/// <summary>A message as it came from Kafka: what a dead letter queue keeps of a record, since nothing else can be repaired and sent again.</summary>
internal sealed record ConsumedMessage(
    TopicPartition From, long Offset, long? Timestamp, RecordTimestampType TimestampType, byte[]? Key, byte[]? Value, IReadOnlyList<(string Name, byte[]? Value)> Headers)
{
    /// <summary>A copy of a message.</summary>
    public static ConsumedMessage Of(in Librdkafka.Message message, TopicPartition from)
    {
        var timestamp = BatchConsumer.TimestampOf(message, out var type);
        return new ConsumedMessage(
            from, message.Offset, type == 0 ? null : timestamp, TypeOf(type),
            BatchConsumer.KeyOf(message), BatchConsumer.ValueOf(message), BatchConsumer.HeadersOf(message) ?? []);
    }

    /// <summary>librdkafka's <c>rd_kafka_timestamp_type_t</c>.</summary>
    public static RecordTimestampType TypeOf(int type) => type switch
    {
        1 => RecordTimestampType.CreateTime,
        2 => RecordTimestampType.LogAppendTime,
        _ => RecordTimestampType.NoTimestampType,
    };

    /// <summary>Where it came from, as logs show it; keys and values are never shown.</summary>
    public string Describe() =>
        $"consumed record is {{topic='{From.Topic}', partition={From.Partition}, offset={Offset}, timestamp={Timestamp ?? -1}, timestampType={TimestampType}}}";
}
