using Connect.Broker.Configuration;
using Connect.Broker.Protocol;
using Connect.Broker.Topics;
using Topic = Connect.Broker.Topics.Topic;

namespace Connect.Broker.Admin.Topics;

/// <summary>Checks topics that are to be created, in Kafka's words.</summary>
internal sealed class TopicCreation(TopicRegistry topics)
{
    /// <summary>A topic that a client has asked for by name, created with the broker's defaults.</summary>
    public Topic? CreateOnDemand(string name, out ErrorCode error)
    {
        error = ErrorCode.UnknownTopicOrPartition;
        if (name == TopicNames.ClusterMetadata) return null;
        var settings = topics.Settings;
        if (settings.Log.DefaultReplicationFactor != 1)
        {
            error = ErrorCode.InvalidReplicationFactor;
            return null;
        }

        var (partitions, overrides) = TopicNames.IsInternal(name)
            ? InternalTopics.Describe(name, settings)
            : (settings.Log.DefaultPartitions, new Dictionary<string, string>());
        var outcome = topics.Create([new NewTopic(name, partitions, overrides)])[0];
        if (outcome.Topic is not null) return outcome.Topic;
        // Another client may have created it in the same moment.
        if (topics.TryGetTopic(name, out var topic)) return topic;
        error = outcome.Error == ErrorCode.InvalidTopicException ? ErrorCode.InvalidTopicException : ErrorCode.UnknownTopicOrPartition;
        return null;
    }

    /// <summary>What a request for a topic comes to: a topic that can be created, or the reason why not.</summary>
    public TopicOutcome? Check(string name, int partitions, int replicationFactor, ManualAssignment? assignment, List<(string Name, string? Value)> configs, out NewTopic? wanted)
    {
        wanted = null;
        if (TopicNames.Check(name) is { } badName) return Refused(ErrorCode.InvalidTopicException, badName);
        if (name == TopicNames.ClusterMetadata) return Refused(ErrorCode.InvalidRequest, $"Creation of internal topic {name} is prohibited.");
        if (topics.WhyNot(name) is { } reason) return reason;

        var overrides = new Dictionary<string, string>(StringComparer.Ordinal);
        var nulls = new List<string>();
        foreach (var (key, value) in configs)
        {
            if (value is null) nulls.Add(key);
            else overrides[key] = value;
        }

        if (nulls.Count > 0) return Refused(ErrorCode.InvalidConfig, $"Null value not supported for topic configs: {string.Join(',', nulls)}");
        if (TopicConfigs.Check(overrides, topics.Settings.Values) is { } badConfig) return Refused(ErrorCode.InvalidConfig, badConfig);
        var placement = assignment is null ? CheckNumbers(partitions, replicationFactor) : assignment.Check(partitions, replicationFactor);
        if (placement is not null) return placement;
        wanted = new NewTopic(name, assignment?.Count ?? (partitions == -1 ? topics.Settings.Log.DefaultPartitions : partitions), overrides);
        return null;
    }

    private TopicOutcome? CheckNumbers(int partitions, int replicationFactor)
    {
        if (replicationFactor is < -1 or 0)
            return Refused(ErrorCode.InvalidReplicationFactor, "Replication factor must be larger than 0, or -1 to use the default value.");
        if (partitions is < -1 or 0)
            return Refused(ErrorCode.InvalidPartitions, "Number of partitions was set to an invalid non-positive value.");
        var factor = replicationFactor == -1 ? topics.Settings.Log.DefaultReplicationFactor : replicationFactor;
        return factor == 1 ? null : Refused(ErrorCode.InvalidReplicationFactor,
            $"Unable to replicate the partition {factor} time(s): The target replication factor of {factor} cannot be reached because only 1 broker(s) "
            + "are registered or some brokers have all their log directories cordoned.");
    }

    private static TopicOutcome Refused(ErrorCode error, string message) => new(error, message, null);
}
