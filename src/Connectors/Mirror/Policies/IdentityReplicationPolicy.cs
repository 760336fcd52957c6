namespace Connect.Connectors.Mirror.Policies;

/// <summary>
/// Leaves the names as they are, but for heartbeats (<c>org.apache.kafka.connect.mirror.IdentityReplicationPolicy</c>, KIP-690). Two clusters that mirror each other
/// this way copy in circles.
/// </summary>
public class IdentityReplicationPolicy : DefaultReplicationPolicy
{
    private string? _sourceClusterAlias;

    /// <inheritdoc/>
    public override void Configure(IReadOnlyDictionary<string, string?> config)
    {
        base.Configure(config);
        _sourceClusterAlias = config.GetValueOrDefault("source.cluster.alias");
    }

    /// <inheritdoc/>
    public override string FormatRemoteTopic(string sourceClusterAlias, string topic) => LooksLikeHeartbeat(topic) ? base.FormatRemoteTopic(sourceClusterAlias, topic) : topic;

    /// <inheritdoc/>
    public override string? TopicSource(string topic) => LooksLikeHeartbeat(topic) ? base.TopicSource(topic) : _sourceClusterAlias;

    /// <inheritdoc/>
    public override string? UpstreamTopic(string topic) => LooksLikeHeartbeat(topic) ? base.UpstreamTopic(topic) : topic;

    private static bool LooksLikeHeartbeat(string topic) => topic.EndsWith("heartbeats", StringComparison.Ordinal);
}
