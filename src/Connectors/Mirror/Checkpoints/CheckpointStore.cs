using Connect.Connectors.Mirror.Formats;
using Connect.Sdk.Connectors;

namespace Connect.Connectors.Mirror.Checkpoints;

/// <summary>The last checkpoint of each partition of each group (<c>org.apache.kafka.connect.mirror.CheckpointStore</c>).</summary>
internal sealed class CheckpointStore(IReadOnlySet<string> groups)
{
    private readonly Dictionary<string, Dictionary<TopicPartition, Checkpoint>> _checkpoints = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Takes one that was written earlier.</summary>
    public void Add(Checkpoint checkpoint)
    {
        if (!groups.Contains(checkpoint.Group)) return;
        lock (_lock)
        {
            if (!_checkpoints.TryGetValue(checkpoint.Group, out var partitions)) _checkpoints[checkpoint.Group] = partitions = [];
            partitions[checkpoint.Partition] = checkpoint;
        }
    }

    /// <summary>Takes those that are news: the group went on at the target, or back at the source.</summary>
    public List<Checkpoint> TakeNews(IEnumerable<Checkpoint> checkpoints)
    {
        var news = checkpoints.Where(IsNews).ToList();
        foreach (var checkpoint in news) Add(checkpoint);
        return news;
    }

    /// <summary>The offsets on the target by group.</summary>
    public Dictionary<string, List<Checkpoint>> All()
    {
        lock (_lock) return _checkpoints.ToDictionary(g => g.Key, g => g.Value.Values.ToList(), StringComparer.Ordinal);
    }

    private bool IsNews(Checkpoint checkpoint)
    {
        lock (_lock)
        {
            return !_checkpoints.TryGetValue(checkpoint.Group, out var partitions) || !partitions.TryGetValue(checkpoint.Partition, out var last)
                || checkpoint.UpstreamOffset < last.UpstreamOffset || checkpoint.DownstreamOffset > last.DownstreamOffset;
        }
    }
}
