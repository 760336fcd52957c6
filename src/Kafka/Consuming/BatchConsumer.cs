using Confluent.Kafka;
using Connect.Kafka.Native;
using Connect.Sdk.Connectors;
using static Connect.Kafka.Native.Librdkafka;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Kafka.Consuming;

/// <summary>
/// A consumer of a group whose messages are taken in batches, straight from librdkafka's queue; groups and offsets go the usual way, by Confluent.Kafka. For one
/// thread, but for <see cref="Wake"/> and commits.
/// </summary>
internal sealed unsafe class BatchConsumer : IDisposable
{
    private readonly IConsumer<Ignore, Ignore> _consumer;
    private readonly nint _queue;
    private readonly nint[] _messages;
    private readonly Dictionary<nint, string> _topicNames = [];
    private int _count;

    /// <param name="config">The settings.</param>
    /// <param name="batch">The largest number of messages in a batch (<c>max.poll.records</c>).</param>
    /// <param name="configure">Adds the handlers.</param>
    /// <exception cref="Connect.Sdk.Errors.ConfigException">A setting is wrong.</exception>
    public BatchConsumer(ClientConfig config, int batch, Action<ConsumerBuilder<Ignore, Ignore>> configure)
    {
        var builder = new ConsumerBuilder<Ignore, Ignore>(config.Settings);
        builder.SetLogHandler((_, _) => { });
        configure(builder);
        try
        {
            _consumer = builder.Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw new Sdk.Errors.ConfigException($"Failed to construct a Kafka consumer: {e.Message}");
        }

        _queue = rd_kafka_queue_get_consumer(NativeHandle.Of(_consumer.Handle));
        _messages = new nint[batch];
    }

    /// <summary>Groups, offsets, pauses.</summary>
    public IConsumer<Ignore, Ignore> Client => _consumer;

    /// <summary>The messages of the batch, until <see cref="Release"/>.</summary>
    public int Count => _count;

    public ref readonly Message this[int index] => ref *(Message*)_messages[index];

    /// <summary>Takes what is there, or waits for something; handlers of rebalances run meanwhile.</summary>
    public void Receive(int timeoutMilliseconds)
    {
        Take(0, 0);
        if (_count > 0 || timeoutMilliseconds <= 0) return;
        // A wait for a whole batch would hold back its first messages: wait for one, and take those behind it.
        Take(timeoutMilliseconds, 1);
        if (_count == 1) Take(0, 0);
    }

    /// <summary>Commits offsets with their metadata, and waits for it.</summary>
    /// <exception cref="KafkaException">Kafka refuses it.</exception>
    public void Commit(IReadOnlyCollection<KeyValuePair<TopicPartition, OffsetAndMetadata>> offsets)
    {
        using var list = new PartitionList(offsets);
        if (rd_kafka_commit(NativeHandle.Of(_consumer.Handle), list.Handle, 0) is var code and not 0) throw new KafkaException((ErrorCode)code);
    }

    /// <summary>Gives the messages back to librdkafka.</summary>
    public void Release()
    {
        for (var i = 0; i < _count; i++) rd_kafka_message_destroy((Message*)_messages[i]);
        _count = 0;
    }

    /// <summary>Ends a wait for messages; from any thread.</summary>
    public void Wake() => rd_kafka_queue_yield(_queue);

    /// <summary>The topic and partition of a message.</summary>
    public TopicPartition PartitionOf(in Message message)
    {
        if (!_topicNames.TryGetValue(message.Topic, out var name))
        {
            _topicNames[message.Topic] = name = Text(rd_kafka_topic_name(message.Topic));
        }

        return new TopicPartition(name, message.Partition);
    }

    /// <summary>To be called when partitions come or go: the handle of a topic that is gone may become that of another.</summary>
    public void ForgetTopics() => _topicNames.Clear();

    public static long TimestampOf(in Message message, out int type)
    {
        int found;
        fixed (Message* pointer = &message)
        {
            var timestamp = rd_kafka_message_timestamp(pointer, &found);
            type = found;
            return timestamp;
        }
    }

    public static byte[]? KeyOf(in Message message) => message.Key == null ? null : new ReadOnlySpan<byte>(message.Key, (int)message.KeyLength).ToArray();

    public static byte[]? ValueOf(in Message message) => message.Payload == null ? null : new ReadOnlySpan<byte>(message.Payload, (int)message.PayloadLength).ToArray();

    /// <summary>The name and value of each header, in order; null if there are none.</summary>
    public static List<(string Name, byte[]? Value)>? HeadersOf(in Message message)
    {
        fixed (Message* pointer = &message)
        {
            nint headers;
            if (rd_kafka_message_headers(pointer, &headers) != 0) return null;
            var list = new List<(string, byte[]?)>();
            byte* name;
            byte* value;
            nuint size;
            for (nuint i = 0; rd_kafka_header_get_all(headers, i, &name, &value, &size) == 0; i++)
                list.Add((Text(name), value == null ? null : new ReadOnlySpan<byte>(value, (int)size).ToArray()));
            return list;
        }
    }

    public void Dispose()
    {
        Release();
        rd_kafka_queue_destroy(_queue);
        _consumer.Close();
        _consumer.Dispose();
    }

    private void Take(int timeoutMilliseconds, int max)
    {
        fixed (nint* first = _messages)
        {
            var taken = rd_kafka_consume_batch_queue(
                _queue, timeoutMilliseconds, (Message**)(first + _count), (nuint)(max > 0 ? max : _messages.Length - _count));
            if (taken > 0) _count += (int)taken;
        }
    }
}
