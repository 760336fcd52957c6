using System.Collections.Concurrent;
using System.Globalization;
using Connect.Kafka.Native;
using Microsoft.Extensions.Logging;
using static Connect.Kafka.Native.Librdkafka;

namespace Connect.Kafka.Producing;

/// <summary>
/// A producer that many tasks use. Records are copied into librdkafka's buffer, whose bytes are bounded (<c>buffer.memory</c>); a thread of the producer's tells
/// the senders in batches what became of them.
/// </summary>
internal sealed unsafe partial class SharedProducer : IDisposable
{
    // The opaque of a message is the sender's number and, below, the number of the record with that sender.
    private const int SequenceBits = 44;
    private const long SequenceMask = (1L << SequenceBits) - 1;
    private const int EventDelivery = 0x1;
    private const int EventError = 0x8;
    private const int PurgeQueueAndInFlight = 0x1 | 0x2;
    private const int MaxFields = 64;

    private readonly ILogger _logger;
    private readonly nint _handle;
    private readonly nint _queue;
    private readonly Thread _poller;
    private readonly ConcurrentDictionary<string, nint> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, IDeliveryListener> _senders = new();
    private volatile TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _closing;
    private int _lastSender;
    private bool _isDown;

    /// <exception cref="Connect.Sdk.Errors.ConfigException">A setting is wrong.</exception>
    public SharedProducer(ClientConfig config, ILogger logger)
    {
        _logger = logger;
        MaxRequestSize = int.Parse(config["message.max.bytes"] ?? "1048576", CultureInfo.InvariantCulture);
        var conf = NativeConf.Create(config);
        rd_kafka_conf_set_events(conf, EventDelivery | EventError);
        _handle = NativeConf.CreateClient(0, conf);
        _queue = rd_kafka_queue_get_main(_handle);
        _poller = new Thread(Poll) { IsBackground = true, Name = "kafka-producer" };
        _poller.Start();
    }

    /// <summary><c>max.request.size</c>.</summary>
    public int MaxRequestSize { get; }

    /// <summary>True once the producer can send nothing any more; a new one has to take its place.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The number by which a sender names itself.</summary>
    public int Register(IDeliveryListener sender)
    {
        var number = Interlocked.Increment(ref _lastSender);
        _senders[number] = sender;
        return number;
    }

    /// <summary>From now on nobody is told of the sender's records.</summary>
    public void Unregister(int sender) => _senders.TryRemove(sender, out _);

    /// <summary>Queues a record.</summary>
    /// <param name="sender">The sender's number.</param>
    /// <param name="sequence">What the sender calls the record; from 0.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition; null leaves it to the partitioner.</param>
    /// <param name="timestamp">Milliseconds since 1970-01-01 UTC; null is now.</param>
    /// <param name="record">The bytes.</param>
    /// <param name="error">Why it failed.</param>
    public SendResult Send(int sender, long sequence, string topic, int? partition, long? timestamp, RecordBytes record, out int error)
    {
        var headers = record.HeaderCount;
        var fields = headers > MaxFields - 8 ? new ProduceField[headers + 8] : null;
        var onStack = stackalloc ProduceField[fields is null ? headers + 8 : 1];
        fixed (ProduceField* onHeap = fields)
        fixed (byte* written = record.Bytes)
        {
            // No bytes at all are an empty value, which is not the same as none.
            byte nothing = 0;
            var bytes = written == null ? &nothing : written;
            var list = fields is null ? onStack : onHeap;
            var count = 0;
            list[count++] = new ProduceField { Type = ProduceFieldType.Topic, Pointer = Topic(topic) };
            list[count++] = new ProduceField { Type = ProduceFieldType.Flags, Int32 = MessageFlagCopy };
            list[count++] = new ProduceField { Type = ProduceFieldType.Partition, Int32 = partition ?? PartitionUnassigned };
            list[count++] = new ProduceField { Type = ProduceFieldType.Opaque, Pointer = (nint)(((long)sender << SequenceBits) | (sequence & SequenceMask)) };
            if (timestamp is { } time) list[count++] = new ProduceField { Type = ProduceFieldType.Timestamp, Int64 = time };
            if (record.Key is { } key) list[count++] = new ProduceField { Type = ProduceFieldType.Key, Pointer = (nint)(bytes + key.Start), Size = (nuint)key.Length };
            if (record.Value is { } value)
                list[count++] = new ProduceField { Type = ProduceFieldType.Value, Pointer = (nint)(bytes + value.Start), Size = (nuint)value.Length };
            for (var i = 0; i < headers; i++)
            {
                var (name, content) = record.Header(i);
                list[count++] = new ProduceField
                {
                    Type = ProduceFieldType.Header,
                    Pointer = (nint)(bytes + name.Start),
                    HeaderValue = content is { } c ? (nint)(bytes + c.Start) : 0,
                    HeaderSize = content?.Length ?? 0,
                };
            }

            var failure = rd_kafka_produceva(_handle, list, (nuint)count);
            if (failure == 0)
            {
                error = 0;
                return SendResult.Queued;
            }

            error = rd_kafka_error_code(failure);
            rd_kafka_error_destroy(failure);
            return error switch
            {
                KafkaError.QueueFull => SendResult.Full,
                KafkaError.UnknownPartition => SendResult.UnknownPartition,
                _ => SendResult.Failed,
            };
        }
    }

    /// <summary>Asks Kafka again which partitions a topic has; blocks.</summary>
    public void RefreshTopic(string topic, TimeSpan timeout)
    {
        nint metadata;
        if (rd_kafka_metadata(_handle, 0, Topic(topic), &metadata, (int)timeout.TotalMilliseconds) == 0) rd_kafka_metadata_destroy(metadata);
    }

    /// <summary>Ends when records leave the buffer from now on; ask for it before the try that finds the buffer full.</summary>
    public Task Room => _room.Task;

    /// <summary>librdkafka's producer, for calls about transactions.</summary>
    public nint Handle => _handle;

    /// <summary>Waits until all that was queued is written or refused.</summary>
    /// <returns>False if that takes longer.</returns>
    public bool Flush(TimeSpan timeout) => rd_kafka_flush(_handle, (int)timeout.TotalMilliseconds) == 0;

    /// <summary>Drops what is not sent and closes the producer.</summary>
    public void Dispose()
    {
        if (_closing) return;
        _closing = true;
        _ = rd_kafka_purge(_handle, PurgeQueueAndInFlight);
        rd_kafka_queue_yield(_queue);
        _poller.Join();
        foreach (var topic in _topics.Values) rd_kafka_topic_destroy(topic);
        rd_kafka_queue_destroy(_queue);
        rd_kafka_destroy(_handle);
    }

    private nint Topic(string name) => _topics.TryGetValue(name, out var topic) ? topic : AddTopic(name);

    private nint AddTopic(string name)
    {
        var created = rd_kafka_topic_new(_handle, name, 0);
        var kept = _topics.GetOrAdd(name, created);
        if (kept != created) rd_kafka_topic_destroy(created);
        return kept;
    }

    private void Poll()
    {
        var messages = new nint[1024];
        var deliveries = new Delivery[messages.Length];
        while (!_closing)
        {
            var kafkaEvent = rd_kafka_queue_poll(_queue, 1000);
            if (kafkaEvent == 0) continue;
            if (rd_kafka_event_type(kafkaEvent) == EventDelivery) Deliver(kafkaEvent, messages, deliveries);
            else if (rd_kafka_event_type(kafkaEvent) == EventError) Report(kafkaEvent);
            rd_kafka_event_destroy(kafkaEvent);
        }
    }

    private void Deliver(nint kafkaEvent, nint[] messages, Delivery[] deliveries)
    {
        fixed (nint* first = messages)
        {
            int count;
            while ((count = (int)rd_kafka_event_message_array(kafkaEvent, (Message**)first, (nuint)messages.Length)) > 0)
            {
                var (sender, start) = (0, 0);
                for (var i = 0; i < count; i++)
                {
                    var message = (Message*)messages[i];
                    var from = (int)(message->Opaque >> SequenceBits);
                    if (from != sender)
                    {
                        Tell(sender, deliveries.AsSpan(start, i - start));
                        (sender, start) = (from, i);
                    }

                    int type;
                    deliveries[i] = new Delivery(
                        message->Opaque & SequenceMask, message->Error, message->Partition, message->Offset, rd_kafka_message_timestamp(message, &type),
                        message->Error == 0 ? null : Text(rd_kafka_topic_name(message->Topic)));
                }

                Tell(sender, deliveries.AsSpan(start, count - start));
            }
        }

        if (_isDown)
        {
            _isDown = false;
            LogUp(_logger);
        }

        Interlocked.Exchange(ref _room, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private void Tell(int sender, ReadOnlySpan<Delivery> deliveries)
    {
        if (deliveries.Length > 0 && _senders.TryGetValue(sender, out var listener)) listener.OnDelivered(deliveries);
    }

    private void Report(nint kafkaEvent)
    {
        const int allBrokersDown = -187;
        const int fatal = -150;
        switch (rd_kafka_event_error(kafkaEvent))
        {
            case fatal:
                IsBroken = true;
                var text = stackalloc byte[512];
                var code = rd_kafka_fatal_error(_handle, text, 512);
                LogBroken(_logger, Text(rd_kafka_err2name(code)), NativeConf.Text(text));
                break;
            case allBrokersDown when !_isDown:
                _isDown = true;
                LogDown(_logger, Text(rd_kafka_event_error_string(kafkaEvent)));
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka cannot be reached: {Reason}. Records wait and are sent when it is back")]
    private static partial void LogDown(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Kafka is back: records are sent again")]
    private static partial void LogUp(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "A producer can send nothing any more ({Code}: {Reason}); a restart of its tasks makes a new one")]
    private static partial void LogBroken(ILogger logger, string code, string reason);
}
