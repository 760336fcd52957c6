namespace Connect.Connectors.Mirror.Policies;

/// <summary>
/// How topics are called on the cluster that they are copied to (<c>org.apache.kafka.connect.mirror.ReplicationPolicy</c>, KIP-382). An implementation is named by
/// <c>replication.policy.class</c> and has a constructor without arguments.
/// </summary>
public interface IReplicationPolicy
{
    /// <summary>Takes the connector's configuration; called once, first.</summary>
    void Configure(IReadOnlyDictionary<string, string?> config);

    /// <summary>The name of a topic's copy.</summary>
    string FormatRemoteTopic(string sourceClusterAlias, string topic);

    /// <summary>The alias of the cluster that a topic was copied from; null if it is no copy.</summary>
    string? TopicSource(string topic);

    /// <summary>The name of a topic where it was copied from; null if it is no copy.</summary>
    string? UpstreamTopic(string topic);

    /// <summary>The name of a topic where it came from in the first place.</summary>
    string OriginalTopic(string topic)
    {
        while (UpstreamTopic(topic) is { } upstream && upstream != topic) topic = upstream;
        return topic;
    }

    /// <summary>The topic of heartbeats.</summary>
    string HeartbeatsTopic => "heartbeats";

    /// <summary>The topic that pairs offsets of one cluster with those of another.</summary>
    string OffsetSyncsTopic(string clusterAlias) => $"mm2-offset-syncs.{clusterAlias}.internal";

    /// <summary>The topic of translated group offsets.</summary>
    string CheckpointsTopic(string clusterAlias) => $"{clusterAlias}.checkpoints.internal";

    /// <summary>Whether it is the topic of heartbeats of any cluster.</summary>
    bool IsHeartbeatsTopic(string topic) => OriginalTopic(topic) == HeartbeatsTopic;

    /// <summary>Whether it is a topic of translated group offsets.</summary>
    bool IsCheckpointsTopic(string topic) => topic.EndsWith(".checkpoints.internal", StringComparison.Ordinal);

    /// <summary>Whether it is a topic of the mirror itself.</summary>
    bool IsMirrorInternalTopic(string topic) => topic.StartsWith("mm2", StringComparison.Ordinal) && topic.EndsWith(".internal", StringComparison.Ordinal)
        || IsCheckpointsTopic(topic);

    /// <summary>Whether it is a topic that is never copied.</summary>
    bool IsInternalTopic(string topic) =>
        IsMirrorInternalTopic(topic) || topic.StartsWith("__", StringComparison.Ordinal) || topic.StartsWith('.');
}
