using System.Text;
using System.Text.RegularExpressions;
using Connect.Broker.Topics;

namespace Connect.Broker.Groups.Consumer;

/// <summary>What the members of a group subscribe to, resolved against the topics there are.</summary>
internal sealed class Subscriptions
{
    private const ulong HashSeed = 14695981039346656037;
    private const ulong HashPrime = 1099511628211;

    private Subscriptions(List<Subscriber> subscribers, Dictionary<Guid, int> partitionCounts, long hash)
    {
        Subscribers = subscribers;
        PartitionCounts = partitionCounts;
        Hash = hash;
    }

    public IReadOnlyList<Subscriber> Subscribers { get; }

    public IReadOnlyDictionary<Guid, int> PartitionCounts { get; }

    /// <summary>The same for the same topics with the same numbers of partitions, in every process.</summary>
    public long Hash { get; }

    public static Subscriptions Resolve(ConsumerGroupState state, ITopicCatalog topics)
    {
        var byRegex = new Dictionary<string, List<TopicInfo>>(StringComparer.Ordinal);
        var found = new Dictionary<Guid, TopicInfo>();
        var subscribers = new List<Subscriber>(state.Members.Count);
        foreach (var (id, member) in state.Members)
        {
            var own = new HashSet<Guid>();
            foreach (var topic in TopicsOf(member.Metadata, topics, byRegex))
            {
                own.Add(topic.Id);
                found[topic.Id] = topic;
            }

            subscribers.Add(new Subscriber(id, member.Metadata.InstanceId, own));
        }

        return new Subscriptions(subscribers, found.ToDictionary(t => t.Key, t => t.Value.PartitionCount), HashOf(found.Values));
    }

    /// <summary>The expression for whole topic names; null when it is not one. It takes time linear in the name, whoever wrote it.</summary>
    public static Regex? TryParse(string expression)
    {
        try
        {
            return new Regex($"^(?:{expression})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static IEnumerable<TopicInfo> TopicsOf(MemberMetadata member, ITopicCatalog topics, Dictionary<string, List<TopicInfo>> byRegex)
    {
        foreach (var name in member.Topics)
        {
            if (topics.TryGet(name, out var topic)) yield return topic;
        }

        if (string.IsNullOrEmpty(member.TopicRegex)) yield break;
        if (!byRegex.TryGetValue(member.TopicRegex, out var matching))
        {
            var regex = TryParse(member.TopicRegex);
            matching = regex is null ? [] : [.. topics.All.Where(t => !t.IsInternal && regex.IsMatch(t.Name))];
            byRegex.Add(member.TopicRegex, matching);
        }

        foreach (var topic in matching) yield return topic;
    }

    private static long HashOf(IEnumerable<TopicInfo> topics)
    {
        var hash = HashSeed;
        foreach (var topic in topics.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            foreach (var b in Encoding.UTF8.GetBytes($"{topic.Name}:{topic.Id}:{topic.PartitionCount};")) hash = (hash ^ b) * HashPrime;
        }

        return (long)hash;
    }
}
