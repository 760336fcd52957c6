using System.Collections;
using Connect.Broker.Log;

namespace Connect.Broker.Transactions;

/// <summary>
/// The partitions of one transaction. Never changes once made, so that it can be read while the next state is being stored.
/// </summary>
internal sealed class PartitionSet : IReadOnlyCollection<TopicPartition>
{
    public static readonly PartitionSet Empty = new([]);

    private readonly HashSet<TopicPartition> _partitions;

    private PartitionSet(HashSet<TopicPartition> partitions) => _partitions = partitions;

    public int Count => _partitions.Count;

    public bool Contains(TopicPartition partition) => _partitions.Contains(partition);

    public bool ContainsAll(ReadOnlySpan<TopicPartition> partitions)
    {
        foreach (var partition in partitions)
        {
            if (!_partitions.Contains(partition)) return false;
        }

        return true;
    }

    public PartitionSet With(ReadOnlySpan<TopicPartition> partitions)
    {
        var all = new HashSet<TopicPartition>(_partitions);
        foreach (var partition in partitions) all.Add(partition);
        return new PartitionSet(all);
    }

    public HashSet<TopicPartition>.Enumerator GetEnumerator() => _partitions.GetEnumerator();

    IEnumerator<TopicPartition> IEnumerable<TopicPartition>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
