using Connect.Runtime.Errors;
using Connect.Runtime.Kafka.Consuming;
using Connect.Runtime.Kafka.Native;
using Connect.Runtime.Pipeline;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Headers;
using Connect.Sdk.Records;

namespace Connect.Runtime.Sinks;

/// <summary>Converts messages to records and transforms them; one that goes wrong is reported.</summary>
internal sealed unsafe class SinkRecordReader(RecordConverters converters, TransformationChain transformations, ErrorHandling errors)
{
    private string _stage = "";
    private string _class = "";

    /// <summary>The record; null if it was dropped.</summary>
    /// <exception cref="RetriableException">It may work another time.</exception>
    /// <exception cref="ConnectException">The message is wrong, and that is not tolerated.</exception>
    public SinkRecord? Read(in Librdkafka.Message message, TopicPartition from)
    {
        try
        {
            var record = Convert(message, from);
            if (transformations.Count == 0) return record;
            (_stage, _class) = (Stage.Transformation, "org.apache.kafka.connect.transforms.Transformation");
            return (SinkRecord?)transformations.Apply(record);
        }
        catch (Exception e) when (e is not RetriableException)
        {
            Report(e, message, from);
            return null;
        }
    }

    /// <summary>Reports the message that went wrong last.</summary>
    /// <exception cref="ConnectException">That is not tolerated.</exception>
    public void Report(Exception error, in Librdkafka.Message message, TopicPartition from)
    {
        var offset = message.Offset;
        var timestamp = BatchConsumer.TimestampOf(message, out var type);
        errors.Report(error, _stage, _class, () =>
            $"consumed record is {{topic='{from.Topic}', partition={from.Partition}, offset={offset}, timestamp={timestamp}, timestampType={TypeOf(type)}}}");
    }

    private SinkRecord Convert(in Librdkafka.Message message, TopicPartition from)
    {
        ConnectHeaders? headers = null;
        if (BatchConsumer.HeadersOf(message) is { } raw)
        {
            (_stage, _class) = (Stage.HeaderConverter, converters.HeaderClass);
            headers = new ConnectHeaders();
            foreach (var (name, bytes) in raw)
            {
                var header = bytes is null ? converters.Header.NullToConnectHeader(from.Topic, name) : converters.Header.ToConnectHeader(from.Topic, name, bytes);
                headers.Add(new Header(name, header.Schema, header.Value));
            }
        }

        (_stage, _class) = (Stage.KeyConverter, converters.KeyClass);
        var key = message.Key == null
            ? converters.Key.NullToConnectData(from.Topic)
            : converters.Key.ToConnectData(from.Topic, headers, new ReadOnlySpan<byte>(message.Key, (int)message.KeyLength));
        (_stage, _class) = (Stage.ValueConverter, converters.ValueClass);
        var value = message.Payload == null
            ? converters.Value.NullToConnectData(from.Topic)
            : converters.Value.ToConnectData(from.Topic, headers, new ReadOnlySpan<byte>(message.Payload, (int)message.PayloadLength));
        var timestamp = BatchConsumer.TimestampOf(message, out var type);
        return new SinkRecord(
            from.Topic, from.Partition, key.Schema, key.Value, value.Schema, value.Value, message.Offset, type == 0 ? null : timestamp, TypeOf(type), headers);
    }

    private static RecordTimestampType TypeOf(int type) => type switch
    {
        1 => RecordTimestampType.CreateTime,
        2 => RecordTimestampType.LogAppendTime,
        _ => RecordTimestampType.NoTimestampType,
    };
}
