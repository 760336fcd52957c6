using Connect.Sdk.Connectors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Sinks;

/// <summary>
/// The partitions of a sink task and how far it is with each: what was consumed, what the task has taken, and what is committed.
/// </summary>
internal sealed class SinkPartitions
{
    private readonly Dictionary<TopicPartition, Partition> _partitions = [];

    public IReadOnlySet<TopicPartition> Assigned { get; private set; } = new HashSet<TopicPartition>();

    /// <summary>Partitions that the task itself has paused.</summary>
    public HashSet<TopicPartition> PausedByTask { get; } = [];

    /// <param name="positions">The offsets to start from; null if not known yet.</param>
    public void Add(IEnumerable<(TopicPartition Partition, long? Position)> positions)
    {
        foreach (var (partition, position) in positions)
            _partitions[partition] = new Partition { Consumed = position, Taken = position, Committed = position is { } offset ? new OffsetAndMetadata(offset) : null };
        Assigned = _partitions.Keys.ToHashSet();
    }

    public void Remove(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            _partitions.Remove(partition);
            PausedByTask.Remove(partition);
        }

        Assigned = _partitions.Keys.ToHashSet();
    }

    /// <summary>Notes a message that came; false if it is left over from before a rebalance or rewind.</summary>
    public bool Consume(TopicPartition partition, long offset)
    {
        if (!_partitions.TryGetValue(partition, out var found) || offset < found.Consumed) return false;
        found.Committed ??= new OffsetAndMetadata(offset);
        found.Consumed = offset + 1;
        return true;
    }

    /// <summary>The task has taken all that was consumed.</summary>
    public void TakeAll()
    {
        foreach (var partition in _partitions.Values) partition.Taken = partition.Consumed;
    }

    /// <summary>The task reads on from another offset.</summary>
    public void Rewind(TopicPartition partition, long offset)
    {
        if (_partitions.TryGetValue(partition, out var found)) found.Consumed = found.Taken = offset;
    }

    /// <summary>Goes back to what is committed, after a flush that failed.</summary>
    public IReadOnlyList<(TopicPartition Partition, long Offset)> RewindToCommitted()
    {
        var rewound = new List<(TopicPartition, long)>();
        foreach (var (partition, state) in _partitions)
        {
            if (state.Committed is not { } committed) continue;
            state.Consumed = state.Taken = committed.Offset;
            rewound.Add((partition, committed.Offset));
        }

        return rewound;
    }

    /// <summary>What the task is asked about before a commit.</summary>
    public Dictionary<TopicPartition, OffsetAndMetadata> Taken(IReadOnlyCollection<TopicPartition>? only = null) => _partitions
        .Where(p => p.Value.Taken is not null && (only is null || only.Contains(p.Key)))
        .ToDictionary(p => p.Key, p => new OffsetAndMetadata(p.Value.Taken!.Value));

    /// <summary>
    /// What to commit of what the task allows: of partitions it has, not beyond what it took; and if one moved, all partitions. Empty if none did.
    /// </summary>
    public Dictionary<TopicPartition, OffsetAndMetadata> ToCommit(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> allowed, IReadOnlyCollection<TopicPartition>? only = null)
    {
        var commit = new Dictionary<TopicPartition, OffsetAndMetadata>();
        var moved = false;
        foreach (var (partition, state) in _partitions)
        {
            if (state.Committed is not { } committed || (only is not null && !only.Contains(partition))) continue;
            if (allowed.TryGetValue(partition, out var offset) && offset.Offset <= state.Taken)
            {
                commit[partition] = offset;
                moved |= offset != committed;
            }
            else
            {
                commit[partition] = committed;
            }
        }

        return moved && allowed.Count > 0 ? commit : [];
    }

    public void Committed(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets)
    {
        foreach (var (partition, offset) in offsets)
        {
            if (!_partitions.TryGetValue(partition, out var found)) continue;
            found.Committed = offset;
        }
    }

    /// <summary>Leaves the records of partitions that went out of a batch that waits to be put again.</summary>
    public List<SinkRecord> Remaining(IEnumerable<SinkRecord> batch) =>
        [.. batch.Where(r => r.OriginalTopic is { } topic && Assigned.Contains(new TopicPartition(topic, r.OriginalKafkaPartition ?? 0)))];

    private sealed class Partition
    {
        /// <summary>The offset after the last message that came.</summary>
        public long? Consumed { get; set; }

        /// <summary>The offset after the last message that was put.</summary>
        public long? Taken { get; set; }

        public OffsetAndMetadata? Committed { get; set; }
    }
}
