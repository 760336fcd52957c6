using System.Diagnostics.CodeAnalysis;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Fetch;

/// <summary>
/// The partitions that a client reads, kept between its requests so that it need not name them again and is told only news (KIP-227). Used
/// under its own lock, by one request at a time.
/// </summary>
internal sealed class FetchSession(int id, bool byTopicId, long now)
{
    private readonly Dictionary<FetchTarget, LinkedListNode<SessionPartition>> _index = [];
    private readonly LinkedList<SessionPartition> _order = new();

    public int Id => id;

    /// <summary>Requests of one session all name topics by id, or all by name.</summary>
    public bool ByTopicId => byTopicId;

    /// <summary>Timestamps of the <see cref="TimeProvider"/>.</summary>
    public long Created { get; } = now;

    public long LastUsed { get; set; } = now;

    /// <summary>The epoch that the next request must carry.</summary>
    public int NextEpoch { get; private set; } = 1;

    public int Size => _index.Count;

    public Lock Lock { get; } = new();

    public IEnumerable<SessionPartition> Partitions => _order;

    /// <summary>Takes over the partitions of the request that began the session, and what it was answered.</summary>
    public void Begin(List<SessionPartition> wanted, FetchResponse.PartitionData[] answers)
    {
        for (var i = 0; i < answers.Length; i++)
        {
            wanted[i].TellsNews(answers[i]);
            if (!_index.ContainsKey(wanted[i].Target)) _index.Add(wanted[i].Target, _order.AddLast(wanted[i]));
        }
    }

    public void Apply(FetchRequest request)
    {
        foreach (var topic in request.Topics)
        {
            foreach (var partition in topic.Partitions)
                GetOrAdd(new FetchTarget(topic.TopicId, topic.Topic, partition.Partition)).Update(partition);
        }

        foreach (var topic in request.ForgottenTopicsData)
        {
            foreach (var partition in topic.Partitions) Remove(new FetchTarget(topic.TopicId, topic.Topic, partition));
        }
    }

    public void Advance() => NextEpoch = NextEpoch == int.MaxValue ? 1 : NextEpoch + 1;

    /// <summary>A partition that was just served goes behind the others, so that a full answer does not starve them.</summary>
    public void MoveToEnd(SessionPartition partition)
    {
        if (!TryGetNode(partition.Target, out var node)) return;
        _order.Remove(node);
        _order.AddLast(node);
    }

    private SessionPartition GetOrAdd(FetchTarget target)
    {
        if (TryGetNode(target, out var node)) return node.Value;
        node = _order.AddLast(new SessionPartition(target));
        _index.Add(target, node);
        return node.Value;
    }

    private void Remove(FetchTarget target)
    {
        if (_index.Remove(target, out var node)) _order.Remove(node);
    }

    private bool TryGetNode(FetchTarget target, [NotNullWhen(true)] out LinkedListNode<SessionPartition>? node) => _index.TryGetValue(target, out node);
}
