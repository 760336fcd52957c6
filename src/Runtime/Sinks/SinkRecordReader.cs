using Connect.Kafka.Consuming;
using Connect.Kafka.Native;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Headers;
using Connect.Sdk.Records;

namespace Connect.Runtime.Sinks;

/// <summary>Converts messages to records and transforms them; one that goes wrong is reported.</summary>
internal sealed unsafe class SinkRecordReader(RecordConverters converters, TransformationChain transformations, SinkErrors errors)
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
            SinkRecord? record = Convert(message, from);
            if (transformations.Count > 0)
            {
                _stage = Stage.Transformation;
                record = (SinkRecord?)transformations.Apply(record!);
            }

            if (errors.IsUsedByTask && record is not null) record.Source = ConsumedMessage.Of(message, from);
            return record;
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
        var className = _stage == Stage.Transformation ? transformations.CurrentClass : _class;
        errors.Report(ConsumedMessage.Of(message, from), new Failure(error, _stage, className));
    }

    private SinkRecord Convert(in Librdkafka.Message message, TopicPartition from)
    {
        var headers = BatchConsumer.HeadersOf(message) is { } raw ? ConvertHeaders(message, from, raw) : null;
        ConvertKeyAndValue(message, from, headers, out var key, out var value);
        var timestamp = BatchConsumer.TimestampOf(message, out var type);
        return new SinkRecord(
            from.Topic, from.Partition, key.Schema, key.Value, value.Schema, value.Value, message.Offset, type == 0 ? null : timestamp, ConsumedMessage.TypeOf(type),
            headers);
    }

    private void ConvertKeyAndValue(in Librdkafka.Message message, TopicPartition from, ConnectHeaders? headers, out SchemaAndValue key, out SchemaAndValue value)
    {
        (_stage, _class) = (Stage.KeyConverter, converters.KeyClass);
        key = message.Key == null
            ? converters.Key.NullToConnectData(from.Topic)
            : converters.Key.ToConnectData(from.Topic, headers, new ReadOnlySpan<byte>(message.Key, (int)message.KeyLength));
        (_stage, _class) = (Stage.ValueConverter, converters.ValueClass);
        value = message.Payload == null
            ? converters.Value.NullToConnectData(from.Topic)
            : converters.Value.ToConnectData(from.Topic, headers, new ReadOnlySpan<byte>(message.Payload, (int)message.PayloadLength));
    }

    private ConnectHeaders ConvertHeaders(in Librdkafka.Message message, TopicPartition from, List<(string Name, byte[]? Value)> raw)
    {
        var headers = new ConnectHeaders();
        try
        {
            (_stage, _class) = (Stage.HeaderConverter, converters.HeaderClass);
            foreach (var (name, bytes) in raw)
            {
                var header = bytes is null ? converters.Header.NullToConnectHeader(from.Topic, name) : converters.Header.ToConnectHeader(from.Topic, name, bytes);
                headers.Add(new Header(name, header.Schema, header.Value));
            }
        }
        catch (Exception e) when (e is not RetriableException)
        {
            // Converters of keys and values may look at the headers, which is why these come first here; reports name what fails first in Kafka Connect's order.
            ConvertKeyAndValue(message, from, null, out _, out _);
            (_stage, _class) = (Stage.HeaderConverter, converters.HeaderClass);
            throw;
        }

        return headers;
    }
}
