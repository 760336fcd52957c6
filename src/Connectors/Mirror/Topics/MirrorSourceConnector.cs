using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Connect.Kafka;
using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;

namespace Connect.Connectors.Mirror.Topics;

/// <summary>Copies topics from one Kafka cluster to another (<c>org.apache.kafka.connect.mirror.MirrorSourceConnector</c>, KIP-382).</summary>
[Plugin("org.apache.kafka.connect.mirror.MirrorSourceConnector")]
[SuppressMessage("Design", "CA1001", Justification = "StopAsync is called in any case and releases it.")]
public sealed class MirrorSourceConnector : SourceConnector
{
    internal const string AssignedPartitions = "task.assigned.partitions";

    private const string ExactlyOnce = "exactly.once.support";
    private const string EmitSyncs = "emit.offset-syncs.enabled";

    private MirrorConfig? _config;
    private SourceTopics? _topics;
    private MirrorScheduler? _scheduler;

    /// <inheritdoc/>
    public override string Version => MirrorDefinitions.Version;

    /// <inheritdoc/>
    public override ConfigDef Config => MirrorDefinitions.Source;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(MirrorSourceTask);

    /// <inheritdoc/>
    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        await base.StartAsync(config, cancellationToken).ConfigureAwait(false);
        _config = new MirrorConfig(Config, config);
        if (!_config.IsEnabled) return;
        var topics = _topics = new SourceTopics(_config, Context.Logger);
        var scheduler = _scheduler = new MirrorScheduler(_config.Label, _config.AdminTimeout, Context.Logger);
        if (_config.EmitsOffsetSyncs) await scheduler.ExecuteAsync(CreateOffsetSyncsTopicAsync, "creating upstream offset-syncs topic").ConfigureAwait(false);
        await scheduler.ExecuteAsync(topics.LoadAsync, "loading initial set of topic-partitions").ConfigureAwait(false);
        await scheduler.ExecuteAsync(topics.CreateAsync, "creating downstream topic-partitions").ConfigureAwait(false);
        await scheduler.ExecuteAsync(topics.LoadTargetAsync, "refreshing known target topics").ConfigureAwait(false);
        scheduler.Repeat(topics.SyncAclsAsync, _config.Interval("sync.topic.acls"), "syncing topic ACLs", atOnce: true);
        scheduler.Repeat(topics.SyncConfigsAsync, _config.Interval("sync.topic.configs"), "syncing topic configs", atOnce: true);
        scheduler.Repeat(RefreshAsync, _config.Interval("refresh.topics"), "refreshing topics", atOnce: false);
    }

    /// <summary>Deals the partitions to the tasks in turn: those of a topic, which have like loads, go to different ones.</summary>
    public override IReadOnlyList<IReadOnlyDictionary<string, string?>> TaskConfigs(int maxTasks)
    {
        if (_topics?.Partitions is not { Count: > 0 } partitions) return [];
        var count = Math.Min(maxTasks, partitions.Count);
        return [.. Enumerable.Range(0, count).Select(task => new Dictionary<string, string?>(Settings, StringComparer.Ordinal)
        {
            [AssignedPartitions] = string.Join(',', partitions.Where((_, i) => i % count == task)),
            ["task.index"] = task.ToString(CultureInfo.InvariantCulture),
        })];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, ConfigValue> Validate(IReadOnlyDictionary<string, string?> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var values = base.Validate(config).ToDictionary(StringComparer.Ordinal);
        if (config.GetValueOrDefault(ExactlyOnce) == "required" && !MirrorConfig.ReadsCommitted(config))
        {
            MirrorDefinitions.AddError(
                values, ExactlyOnce,
                "MirrorSourceConnector can only provide exactly-once guarantees when its source consumer is configured with isolation.level set to 'read_committed'; "
                + "otherwise, records from aborted and uncommitted transactions will be replicated from the source cluster to the target cluster.");
        }

        if (config.GetValueOrDefault(EmitSyncs) == "false"
            && config.Keys.Any(k => k.StartsWith("offset-syncs-", StringComparison.Ordinal) || k.StartsWith("offset-syncs.topic.", StringComparison.Ordinal)))
            MirrorDefinitions.AddError(values, EmitSyncs, $"MirrorSourceConnector can't setup offset-syncs feature while {EmitSyncs} set to false");

        return values;
    }

    /// <summary>Records of aborted transactions must not be copied.</summary>
    public override ExactlyOnceSupport? GetExactlyOnceSupport(IReadOnlyDictionary<string, string?> config) =>
        MirrorConfig.ReadsCommitted(config) ? ExactlyOnceSupport.Supported : ExactlyOnceSupport.Unsupported;

    /// <inheritdoc/>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyList<SourcePartitionOffset> offsets, CancellationToken cancellationToken)
    {
        MirrorOffsets.Check(offsets, ["cluster", "topic"], hasPartition: true, onlyZero: false);
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is { } scheduler) await scheduler.DisposeAsync().ConfigureAwait(false);
        _topics?.Dispose();
        (_scheduler, _topics) = (null, null);
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (await _topics!.RefreshAsync(cancellationToken).ConfigureAwait(false)) Context.RequestTaskReconfiguration();
    }

    private async Task CreateOffsetSyncsTopicAsync(CancellationToken cancellationToken)
    {
        var atSource = _config!.SyncsAreAtSource;
        using var admin = new TopicAdmin(_config.Admin(atSource, atSource ? "offset-syncs-source-admin" : "offset-syncs-target-admin"));
        await admin.CreateCompactedAsync(_config.OffsetSyncsTopic, _config.Values.GetShort("offset-syncs.topic.replication.factor"), cancellationToken).ConfigureAwait(false);
    }
}
