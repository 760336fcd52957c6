using System.Collections.Immutable;

namespace Connect.Broker.Groups.Consumer;

/// <summary>What a member subscribes to, resolved.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="InstanceId">By which static members keep their place in an order.</param>
/// <param name="Topics">The topics there are of those it subscribes to.</param>
internal sealed record Subscriber(string MemberId, string? InstanceId, IReadOnlySet<Guid> Topics);

/// <summary>Deals the partitions of the subscribed topics out to the members.</summary>
/// <param name="subscribers">The members.</param>
/// <param name="partitionCounts">How many partitions each topic has.</param>
/// <param name="current">The targets so far.</param>
internal delegate Dictionary<string, HashSet<TopicIdPartition>> Assignor(
    IReadOnlyList<Subscriber> subscribers,
    IReadOnlyDictionary<Guid, int> partitionCounts,
    ImmutableDictionary<string, ImmutableHashSet<TopicIdPartition>> current);

/// <summary>The assignors that a group of the newer protocol can choose from.</summary>
internal static class Assignors
{
    public const string Uniform = "uniform";
    public const string Range = "range";

    public static Assignor? Find(string name) => name switch
    {
        Uniform => AssignUniformly,
        Range => AssignRanges,
        _ => null,
    };

    /// <summary>Everybody gets as many as everybody else as far as subscriptions allow, and keeps what it has as far as that allows.</summary>
    public static Dictionary<string, HashSet<TopicIdPartition>> AssignUniformly(
        IReadOnlyList<Subscriber> subscribers,
        IReadOnlyDictionary<Guid, int> partitionCounts,
        ImmutableDictionary<string, ImmutableHashSet<TopicIdPartition>> current)
    {
        var loads = subscribers.Select(s => new Load(s)).OrderBy(l => l.Subscriber.MemberId, StringComparer.Ordinal).ToList();
        var free = new List<TopicIdPartition>();
        foreach (var (topic, count) in partitionCounts.OrderBy(t => t.Key))
        {
            for (var partition = 0; partition < count; partition++) free.Add(new TopicIdPartition(topic, partition));
        }

        var owners = new Dictionary<TopicIdPartition, Load>();
        foreach (var load in loads)
        {
            foreach (var partition in current.GetValueOrDefault(load.Subscriber.MemberId, []))
            {
                var exists = partitionCounts.TryGetValue(partition.TopicId, out var count) && partition.Partition < count;
                if (exists && load.CanTake(partition) && owners.TryAdd(partition, load)) load.Partitions.Add(partition);
            }
        }

        foreach (var partition in free)
        {
            if (owners.ContainsKey(partition)) continue;
            if (loads.Where(l => l.CanTake(partition)).MinBy(l => l.Partitions.Count) is not { } lightest) continue;
            lightest.Partitions.Add(partition);
            owners[partition] = lightest;
        }

        Balance(loads);
        return loads.ToDictionary(l => l.Subscriber.MemberId, l => l.Partitions, StringComparer.Ordinal);
    }

    /// <summary>The partitions of each topic in order, in equal pieces: partitions of equal number of two topics meet at the same member.</summary>
    public static Dictionary<string, HashSet<TopicIdPartition>> AssignRanges(
        IReadOnlyList<Subscriber> subscribers,
        IReadOnlyDictionary<Guid, int> partitionCounts,
        ImmutableDictionary<string, ImmutableHashSet<TopicIdPartition>> current)
    {
        var result = subscribers.ToDictionary(s => s.MemberId, _ => new HashSet<TopicIdPartition>(), StringComparer.Ordinal);
        var ordered = subscribers.OrderBy(s => s.InstanceId is null).ThenBy(s => s.InstanceId ?? s.MemberId, StringComparer.Ordinal).ToList();
        foreach (var (topic, count) in partitionCounts)
        {
            var members = ordered.Where(s => s.Topics.Contains(topic)).ToList();
            for (int i = 0, next = 0; i < members.Count; i++)
            {
                var end = next + (count / members.Count) + (i < count % members.Count ? 1 : 0);
                while (next < end) result[members[i].MemberId].Add(new TopicIdPartition(topic, next++));
            }
        }

        return result;
    }

    /// <summary>Moves partitions from the fuller to the emptier until no move makes the two more even.</summary>
    private static void Balance(List<Load> loads)
    {
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var from in loads.OrderByDescending(l => l.Partitions.Count).ToList())
            {
                foreach (var to in loads.OrderBy(l => l.Partitions.Count).ToList())
                {
                    if (from.Partitions.Count - to.Partitions.Count < 2) break;
                    moved |= MoveSome(from, to);
                }
            }
        }
    }

    private static bool MoveSome(Load from, Load to)
    {
        var surplus = (from.Partitions.Count - to.Partitions.Count) / 2;
        var some = from.Partitions.Where(to.CanTake).OrderBy(p => p.TopicId).ThenByDescending(p => p.Partition).Take(surplus).ToList();
        foreach (var partition in some)
        {
            from.Partitions.Remove(partition);
            to.Partitions.Add(partition);
        }

        return some.Count > 0;
    }

    private sealed record Load(Subscriber Subscriber)
    {
        public HashSet<TopicIdPartition> Partitions { get; } = [];

        public bool CanTake(TopicIdPartition partition) => Subscriber.Topics.Contains(partition.TopicId);
    }
}
