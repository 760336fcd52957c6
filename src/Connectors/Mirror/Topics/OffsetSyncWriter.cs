using Connect.Connectors.Mirror.Formats;
using Connect.Kafka;
using Connect.Kafka.Producing;
using Connect.Sdk.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Connectors.Mirror.Topics;

/// <summary>
/// Writes pairs of offsets of records that were copied (<c>org.apache.kafka.connect.mirror.OffsetSyncWriter</c>). Those that are not due at once wait for the next
/// commit of the task, the latest of each partition; the writes under way are bounded.
/// </summary>
internal sealed partial class OffsetSyncWriter : IDeliveryListener, IDisposable
{
    private const int MaxInFlight = 10;

    private readonly string _topic;
    private readonly long _maxLag;
    private readonly SharedProducer _producer;
    private readonly ILogger _logger;
    private readonly int _sender;
    private readonly Lock _lock = new();
    private readonly RecordBytes _bytes = new();
    private readonly Dictionary<TopicPartition, OffsetSyncSchedule> _schedules = [];
    private readonly Dictionary<TopicPartition, OffsetSync> _delayed = [];
    private readonly Dictionary<TopicPartition, OffsetSync> _pending = [];
    private int _inFlight;

    public OffsetSyncWriter(MirrorConfig config, ILogger logger)
    {
        _topic = config.OffsetSyncsTopic;
        _maxLag = config.Values.GetLong("offset.lag.max");
        _logger = logger;
        var atSource = config.SyncsAreAtSource;
        _producer = new SharedProducer(config.Producer(atSource, atSource ? "offset-syncs-source-producer" : "offset-syncs-target-producer"), logger);
        _sender = _producer.Register(this);
    }

    /// <summary>Notes a record that was copied.</summary>
    public void Add(TopicPartition partition, long upstream, long downstream)
    {
        lock (_lock)
        {
            if (!_schedules.TryGetValue(partition, out var schedule)) _schedules[partition] = schedule = new OffsetSyncSchedule(_maxLag);
            var sync = new OffsetSync(partition, upstream, downstream);
            if (schedule.IsDue(upstream, downstream))
            {
                _delayed.Remove(partition);
                _pending[partition] = sync;
            }
            else
            {
                _delayed[partition] = sync;
            }

            SendPending();
        }
    }

    /// <summary>The task commits: what was delayed is due.</summary>
    public void SendDelayed()
    {
        lock (_lock)
        {
            foreach (var (partition, sync) in _delayed) _pending[partition] = sync;
            _delayed.Clear();
            SendPending();
        }
    }

    void IDeliveryListener.OnDelivered(ReadOnlySpan<Delivery> deliveries)
    {
        lock (_lock)
        {
            foreach (var delivery in deliveries)
            {
                _inFlight--;
                if (delivery.Error != 0) LogNotSent(_logger, _topic, KafkaError.Of(delivery.Error, delivery.Topic).Message);
            }

            SendPending();
        }
    }

    public void Dispose()
    {
        _producer.Unregister(_sender);
        _producer.Flush(TimeSpan.FromSeconds(5));
        _producer.Dispose();
    }

    private void SendPending()
    {
        while (_inFlight < MaxInFlight && _pending.Count > 0)
        {
            var (partition, sync) = _pending.First();
            _bytes.Set(sync.Key(), true, sync.Value(), true);
            var result = _producer.Send(_sender, 0, _topic, 0, null, _bytes, out var error);
            if (result == SendResult.Full) return;
            _pending.Remove(partition);
            if (result == SendResult.Queued) _inFlight++;
            else LogNotSent(_logger, _topic, KafkaError.Of(error, _topic).Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A pair of offsets could not be written to {Topic}; consumer groups are translated less exactly until the next: {Reason}")]
    private static partial void LogNotSent(ILogger logger, string topic, string reason);
}
