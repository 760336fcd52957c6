using Connect.Broker.Log;

namespace Connect.Broker.Groups.Offsets;

/// <summary>The committed offsets of one group, and those that wait for the end of their transaction. Called under the group's lock.</summary>
internal sealed class GroupOffsets
{
    private readonly Dictionary<TopicPartition, CommittedOffset> _committed = [];
    private readonly Dictionary<long, Dictionary<TopicPartition, CommittedOffset>> _pending = [];
    private long _order;

    public bool IsEmpty => _committed.Count == 0 && _pending.Count == 0;

    public int Count => _committed.Count;

    public IEnumerable<KeyValuePair<TopicPartition, CommittedOffset>> All => _committed;

    /// <summary>Every partition with a committed offset or one that waits.</summary>
    public IEnumerable<TopicPartition> Partitions => _committed.Keys.Concat(_pending.Values.SelectMany(o => o.Keys)).Distinct();

    public CommittedOffset? Find(TopicPartition partition) => _committed.GetValueOrDefault(partition);

    /// <summary>True while a transaction is open that committed an offset for the partition.</summary>
    public bool IsPending(TopicPartition partition)
    {
        foreach (var (_, offsets) in _pending)
        {
            if (offsets.ContainsKey(partition)) return true;
        }

        return false;
    }

    public void Put(TopicPartition partition, CommittedOffset offset) => _committed[partition] = offset with { Order = ++_order };

    public void PutPending(long producerId, TopicPartition partition, CommittedOffset offset)
    {
        if (!_pending.TryGetValue(producerId, out var offsets)) _pending.Add(producerId, offsets = []);
        offsets[partition] = offset with { Order = ++_order };
    }

    /// <summary>The producer's transaction has ended: its offsets count, or are dropped.</summary>
    public void End(long producerId, bool commit)
    {
        if (!_pending.Remove(producerId, out var offsets) || !commit) return;
        foreach (var (partition, offset) in offsets)
        {
            if (_committed.GetValueOrDefault(partition) is not { } current || current.Order < offset.Order) _committed[partition] = offset;
        }
    }

    /// <summary>Forgets a partition's offset, and those that wait for it: a tombstone in the log stands for both.</summary>
    public void Remove(TopicPartition partition)
    {
        _committed.Remove(partition);
        foreach (var (producerId, offsets) in _pending)
        {
            if (offsets.Remove(partition) && offsets.Count == 0) _pending.Remove(producerId);
        }
    }
}
