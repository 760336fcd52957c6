using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;

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

    public Func<TopicPartition, ErrorCode> Refusal { get; set; } = _ => ErrorCode.None;

    public bool Exists(TopicPartition partition) => Topics.Contains(partition.Topic) && partition.Partition is >= 0 and < 100;

    public void Write(TopicPartition partition, long producerId, int transaction)
    {
        lock (_gate) _open[(partition, producerId)] = transaction;
    }

    public ErrorCode WriteMarker(TopicPartition partition, StateProducer producer, bool commit, int coordinatorEpoch)
    {
        lock (_gate)
        {
            if (!Exists(partition)) return ErrorCode.UnknownTopicOrPartition;
            if (Refusal(partition) is var refusal and not ErrorCode.None) return refusal;
            var key = (partition, producer.ProducerId);
            Assert.True(producer.Epoch >= _epochs.GetValueOrDefault(key), $"marker with epoch {producer.Epoch} after {_epochs.GetValueOrDefault(key)}");
            _epochs[key] = producer.Epoch;
            Markers.Add((partition, producer, commit));
            if (_open.Remove(key, out var transaction)) Outcomes.Add((partition, transaction), commit);
            return ErrorCode.None;
        }
    }
}
