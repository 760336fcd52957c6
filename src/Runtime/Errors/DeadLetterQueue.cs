using System.Collections.Concurrent;
using System.Globalization;
using Connect.Kafka;
using Connect.Kafka.Producing;
using Connect.Runtime.Configuration.Connectors;
using Connect.Runtime.Workers;
using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

/// <summary>
/// The topic where a sink connector sets aside the messages that went wrong (<c>errors.deadletterqueue.*</c>,
/// <c>org.apache.kafka.connect.runtime.errors.DeadLetterQueueReporter</c>). Safe for calls from several threads.
/// </summary>
internal sealed partial class DeadLetterQueue : IDeliveryListener, IDisposable
{
    private const string Prefix = "__connect.errors.";
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(30);

    private readonly TaskId _task;
    private readonly string _topic;
    private readonly short _replication;
    private readonly bool _withContext;
    private readonly ClientConfig _admin;
    private readonly ProducerPool.Lease _lease;
    private readonly ILogger _logger;
    private readonly int _sender;
    private readonly RecordBytes _bytes = new();
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _waiting = new();
    private long _sequence;

    private DeadLetterQueue(TaskId task, string topic, ParsedConfig config, ClientConfig admin, ProducerPool.Lease lease, ILogger logger)
    {
        _task = task;
        _topic = topic;
        _replication = config.GetShort("errors.deadletterqueue.topic.replication.factor");
        _withContext = config.GetBoolean("errors.deadletterqueue.context.headers.enable");
        _admin = admin;
        _lease = lease;
        _logger = logger;
        _sender = lease.Producer.Register(this);
    }

    /// <summary>The queue of a sink task; null if its connector has none.</summary>
    public static DeadLetterQueue? Create(TaskId task, ParsedConfig config, ClientConfig admin, Func<ProducerPool.Lease> rent, ILogger logger) =>
        config.GetString("errors.deadletterqueue.topic.name") is { Length: > 0 } topic ? new DeadLetterQueue(task, topic, config, admin, rent(), logger) : null;

    /// <summary>Creates the topic if it is not there.</summary>
    /// <exception cref="ConnectException">It cannot be created.</exception>
    public async Task CreateTopicAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var topics = new TopicAdmin(_admin);
            await topics.CreateAsync(new TopicToCreate(_topic, 1, _replication, null), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new ConnectException($"Could not initialize dead letter queue with topic={_topic}", e);
        }
    }

    /// <summary>Sends a message with what went wrong; never fails, but for the log.</summary>
    /// <returns>Ends when it is written, or cannot be.</returns>
    public Task SendAsync(ConsumedMessage message, in Failure failure)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _bytes.Set(message.Key, message.Key is not null, message.Value, message.Value is not null);
            foreach (var (name, value) in message.Headers) _bytes.AddHeader(name, value);
            if (_withContext) AddContext(message, failure);
            var sequence = _sequence++;
            _waiting[sequence] = done;
            while (true)
            {
                var room = _lease.Producer.Room;
                var result = _lease.Producer.Send(_sender, sequence, _topic, null, message.Timestamp, _bytes, out var error);
                if (result == SendResult.Queued) return done.Task;
                if (result == SendResult.Full && room.Wait(RoomTimeout)) continue;
                Fail(sequence, error);
                return done.Task;
            }
        }
    }

    void IDeliveryListener.OnDelivered(ReadOnlySpan<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            if (delivery.Error != 0) Fail(delivery.Sequence, delivery.Error);
            else if (_waiting.TryRemove(delivery.Sequence, out var done)) done.TrySetResult();
        }
    }

    public void Dispose()
    {
        _lease.Producer.Unregister(_sender);
        _lease.Dispose();
        foreach (var done in _waiting.Values) done.TrySetResult();
    }

    private void Fail(long sequence, int error)
    {
        LogNotSent(_logger, _task, _topic, KafkaError.Of(error, _topic).Message);
        if (_waiting.TryRemove(sequence, out var done)) done.TrySetResult();
    }

    private void AddContext(ConsumedMessage message, in Failure failure)
    {
        Add("topic", message.From.Topic);
        Add("partition", message.From.Partition.ToString(CultureInfo.InvariantCulture));
        Add("offset", message.Offset.ToString(CultureInfo.InvariantCulture));
        Add("connector.name", _task.Connector);
        Add("task.id", _task.Number.ToString(CultureInfo.InvariantCulture));
        Add("stage", failure.Stage);
        Add("class.name", failure.ClassName);
        Add("exception.class.name", JavaErrors.ClassOf(failure.Error));
        Add("exception.message", failure.Error.Message);
        Add("exception.stacktrace", TraceText.Of(failure.Error));

        void Add(string name, string value) => _bytes.AddHeader(Prefix + name, System.Text.Encoding.UTF8.GetBytes(value));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {Task}: a record could not be written to the dead letter queue {Topic} and is lost: {Reason}")]
    private static partial void LogNotSent(ILogger logger, TaskId task, string topic, string reason);
}
