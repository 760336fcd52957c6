using System.Diagnostics.CodeAnalysis;
using Connect.Kafka;
using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;

namespace Connect.Connectors.Mirror.Heartbeats;

/// <summary>Writes a sign of life every second, by which is seen whether a mirror works (<c>org.apache.kafka.connect.mirror.MirrorHeartbeatConnector</c>).</summary>
[Plugin("org.apache.kafka.connect.mirror.MirrorHeartbeatConnector")]
[SuppressMessage("Design", "CA1001", Justification = "StopAsync is called in any case and releases it.")]
public sealed class MirrorHeartbeatConnector : SourceConnector
{
    private MirrorScheduler? _scheduler;

    /// <inheritdoc/>
    public override string Version => MirrorDefinitions.Version;

    /// <inheritdoc/>
    public override ConfigDef Config => MirrorDefinitions.Heartbeat;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(MirrorHeartbeatTask);

    /// <inheritdoc/>
    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        await base.StartAsync(config, cancellationToken).ConfigureAwait(false);
        var mirror = new MirrorConfig(Config, config);
        using var admin = new TopicAdmin(mirror.Admin(atSource: false, "heartbeats-target-admin"));
        _scheduler = new MirrorScheduler(mirror.Label, mirror.AdminTimeout, Context.Logger);
        await _scheduler.ExecuteAsync(
            stop => admin.CreateCompactedAsync(mirror.Policy.HeartbeatsTopic, mirror.Values.GetShort("heartbeats.topic.replication.factor"), stop),
            "creating internal topics").ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyDictionary<string, string?>> TaskConfigs(int maxTasks) =>
        new MirrorConfig(Config, Settings).Interval("emit.heartbeats") is null ? [] : [Settings];

    /// <inheritdoc/>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyList<SourcePartitionOffset> offsets, CancellationToken cancellationToken)
    {
        MirrorOffsets.Check(offsets, ["sourceClusterAlias", "targetClusterAlias"], hasPartition: false, onlyZero: true);
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is { } scheduler) await scheduler.DisposeAsync().ConfigureAwait(false);
    }
}
