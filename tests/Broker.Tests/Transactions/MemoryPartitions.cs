using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Transactions;

namespace Connect.Broker.Tests.Transactions;

/// <summary>Partitions that know what was written to them in which transaction, and how that ended.</summary>
internal sealed class MemoryPartitions : ITransactionPartitions
{
    private readonly Dictionary<(TopicPartition, long), int> _open = [];
    private readonly Dictionary<(TopicPartition, long), short> _epochs = [];
    private readonly Lock _gate = new();

    /// <summary>Outcome by partition and transaction; true is a commit.</summary>
    public Dictionary<(TopicPartition Partition, int Transaction), bool> Outcomes { get; } = [];

    public List<(TopicPartition Partition, StateProducer Producer, bool Commit)> Markers { get; } = [];

    public HashSet<string> Topics { get; } = ["t", "u", "__consumer_offsets"];

    public Func<TopicPartition, bool> Known { get; set; } = p => p.Partition is >= 0 and < 100;

    public Func<TopicPartition, ErrorCode> Refusal { get; set; } = _ => ErrorCode.None;

    public bool Exists(TopicPartition partition) => Topics.Contains(partition.Topic) && Known(partition);

    /// <summary>Appends in a transaction, unless a marker has fenced the producer.</summary>
    public void Write(TopicPartition partition, ProducerIdentity producer, int transaction)
    {
        var key = (partition, producer.ProducerId);
        lock (_gate)
        {
            if (producer.Epoch >= _epochs.GetValueOrDefault(key)) _open[key] = transaction;
        }
    }

    public ErrorCode WriteMarker(TopicPartition partition, StateProducer producer, bool commit, int coordinatorEpoch)
    {
        lock (_gate)
        {
            if (!Exists(partition)) return ErrorCode.UnknownTopicOrPartition;
            if (Refusal(partition) is var refusal and not ErrorCode.None) return refusal;
            var key = (partition, producer.ProducerId);
            var epoch = _epochs.GetValueOrDefault(key);
            Assert.True(producer.Epoch >= epoch, $"marker with epoch {producer.Epoch} after {epoch}");
            _epochs[key] = producer.Epoch;
            Markers.Add((partition, producer, commit));
            if (_open.Remove(key, out var transaction)) Outcomes.Add((partition, transaction), commit);
            return ErrorCode.None;
        }
    }
}
