using Connect.Broker.Protocol;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Topics;

/// <summary>Replicas that a client has chosen itself. With one broker there is one right choice, and many wrong ones.</summary>
internal sealed class ManualAssignment(IReadOnlyList<(int Partition, IReadOnlyList<int> Brokers)> partitions, int nodeId)
{
    public int Count => partitions.Count;

    public TopicOutcome? Check(int numPartitions, int replicationFactor)
    {
        if (replicationFactor != -1)
            return new(ErrorCode.InvalidRequest, "A manual partition assignment was specified, but replication factor was not set to -1.", null);
        if (numPartitions != -1)
            return new(ErrorCode.InvalidRequest, "A manual partition assignment was specified, but numPartitions was not set to -1.", null);
        var seen = new HashSet<int>();
        foreach (var (partition, brokers) in partitions)
        {
            if (!seen.Add(partition)) return Refused($"Found multiple manual partition assignments for partition {partition}");
            if (CheckReplicas(brokers, nodeId) is { } problem) return Refused(problem);
        }

        for (var i = 0; i < partitions.Count; i++)
        {
            if (!seen.Contains(i)) return Refused("partitions should be a consecutive 0-based integer sequence");
        }

        return null;
    }

    /// <summary>The problem with the replicas of one partition; null when they are this broker alone.</summary>
    public static string? CheckReplicas(IReadOnlyList<int> brokers, int nodeId)
    {
        if (brokers.Count == 0) return "The manual partition assignment includes an empty replica list.";
        var previous = int.MinValue;
        foreach (var broker in brokers.Order())
        {
            if (broker == previous) return $"The manual partition assignment includes the broker {broker} more than once.";
            if (broker != nodeId) return $"The manual partition assignment includes broker {broker}, but no such broker is registered.";
            previous = broker;
        }

        return null;
    }

    private static TopicOutcome Refused(string message) => new(ErrorCode.InvalidReplicaAssignment, message, null);
}
