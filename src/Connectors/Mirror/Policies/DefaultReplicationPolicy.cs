namespace Connect.Connectors.Mirror.Policies;

/// <summary>Puts the alias of the cluster before the name: <c>source.topic</c> (<c>org.apache.kafka.connect.mirror.DefaultReplicationPolicy</c>).</summary>
public class DefaultReplicationPolicy : IReplicationPolicy
{
    private string _separator = ".";
    private bool _separatesInternal = true;

    private string InternalSuffix => InternalSeparator + "internal";

    private string CheckpointsSuffix => InternalSeparator + "checkpoints" + InternalSuffix;

    private string InternalSeparator => _separatesInternal ? _separator : ".";

    private IReplicationPolicy Self => this;

    /// <inheritdoc/>
    public virtual void Configure(IReadOnlyDictionary<string, string?> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.GetValueOrDefault("replication.policy.separator") is not { } separator) return;
        _separator = separator;
        if (config.GetValueOrDefault("replication.policy.internal.topic.separator.enabled") is { } enabled)
            _separatesInternal = enabled.Equals("true", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public virtual string FormatRemoteTopic(string sourceClusterAlias, string topic) => sourceClusterAlias + _separator + topic;

    /// <inheritdoc/>
    public virtual string? TopicSource(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        // As Java splits: parts at the end that are empty do not count.
        var parts = _separator.Length == 0 ? [topic] : topic.Split(_separator);
        return Array.FindLastIndex(parts, p => p.Length > 0) < 1 ? null : parts[0];
    }

    /// <inheritdoc/>
    public virtual string? UpstreamTopic(string topic) => TopicSource(topic) is { } source ? topic[(source.Length + _separator.Length)..] : null;

    /// <inheritdoc/>
    public string OffsetSyncsTopic(string clusterAlias) => "mm2-offset-syncs" + InternalSeparator + clusterAlias + InternalSuffix;

    /// <inheritdoc/>
    public string CheckpointsTopic(string clusterAlias) => clusterAlias + CheckpointsSuffix;

    /// <inheritdoc/>
    public bool IsCheckpointsTopic(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return topic.EndsWith(CheckpointsSuffix, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public bool IsMirrorInternalTopic(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return (topic.StartsWith("mm2", StringComparison.Ordinal) && topic.EndsWith(InternalSuffix, StringComparison.Ordinal)) || Self.IsCheckpointsTopic(topic);
    }
}
