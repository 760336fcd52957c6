using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Connect.Connectors.Mirror.Filters;
using Connect.Kafka;
using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Connectors.Mirror.Checkpoints;

/// <summary>
/// Copies how far consumer groups are, translated to the offsets of the copies (<c>org.apache.kafka.connect.mirror.MirrorCheckpointConnector</c>, KIP-382).
/// </summary>
[Plugin("org.apache.kafka.connect.mirror.MirrorCheckpointConnector")]
[SuppressMessage("Design", "CA1001", Justification = "StopAsync is called in any case and releases it.")]
public sealed class MirrorCheckpointConnector : SourceConnector
{
    internal const string AssignedGroups = "task.assigned.groups";

    private MirrorConfig? _config;
    private MirrorScheduler? _scheduler;
    private GroupAdmin? _source;
    private ITopicFilter? _topics;
    private IGroupFilter? _groups;
    private volatile IReadOnlyList<string>? _known;

    /// <inheritdoc/>
    public override string Version => MirrorDefinitions.Version;

    /// <inheritdoc/>
    public override ConfigDef Config => MirrorDefinitions.Checkpoint;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(MirrorCheckpointTask);

    /// <inheritdoc/>
    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        await base.StartAsync(config, cancellationToken).ConfigureAwait(false);
        _config = new MirrorConfig(Config, config);
        if (!_config.IsEnabled) return;
        _topics = MirrorPlugins.TopicFilter(_config.Values);
        _groups = MirrorPlugins.GroupFilter(_config.Values);
        _source = new GroupAdmin(_config.Admin(atSource: true, "checkpoint-source-admin"));
        _scheduler = new MirrorScheduler(_config.Label, _config.AdminTimeout, Context.Logger);
        await _scheduler.ExecuteAsync(CreateTopicAsync, "creating internal topics").ConfigureAwait(false);
        await _scheduler.ExecuteAsync(async stop => _known = await FindAsync(stop).ConfigureAwait(false), "loading initial consumer groups").ConfigureAwait(false);
        _scheduler.Repeat(RefreshAsync, _config.Interval("refresh.groups"), "refreshing consumer groups", atOnce: false);
    }

    /// <summary>Deals the groups to the tasks.</summary>
    /// <exception cref="RetriableException">They are not known yet.</exception>
    public override IReadOnlyList<IReadOnlyDictionary<string, string?>> TaskConfigs(int maxTasks)
    {
        if (_config is { IsEnabled: false } || _config?.Interval("emit.checkpoints") is null) return [];
        var groups = _known ?? throw new RetriableException("Timeout while loading consumer groups.");
        var count = Math.Min(maxTasks, groups.Count);
        var (size, rest) = count == 0 ? (0, 0) : Math.DivRem(groups.Count, count);
        return [.. Enumerable.Range(0, count).Select(task => new Dictionary<string, string?>(Settings, StringComparer.Ordinal)
        {
            [AssignedGroups] = string.Join(',', groups.Skip((task * size) + Math.Min(task, rest)).Take(size + (task < rest ? 1 : 0))),
            ["task.index"] = task.ToString(CultureInfo.InvariantCulture),
        })];
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, ConfigValue> Validate(IReadOnlyDictionary<string, string?> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var values = base.Validate(config).ToDictionary(StringComparer.Ordinal);
        if (config.GetValueOrDefault("emit.checkpoints.enabled") == "false")
            MirrorDefinitions.AddError(values, "emit.checkpoints.enabled", "MirrorCheckpointConnector can't run with emit.checkpoints.enabled set to false");
        if (config.GetValueOrDefault("emit.offset-syncs.enabled") == "false")
            MirrorDefinitions.AddError(values, "emit.offset-syncs.enabled", "MirrorCheckpointConnector can't run without offset syncs");
        return values;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyList<SourcePartitionOffset> offsets, CancellationToken cancellationToken)
    {
        MirrorOffsets.Check(offsets, ["group", "topic"], hasPartition: true, onlyZero: true);
        return ValueTask.FromResult(true);
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is { } scheduler) await scheduler.DisposeAsync().ConfigureAwait(false);
        _source?.Dispose();
        (_scheduler, _source) = (null, null);
    }

    private async Task CreateTopicAsync(CancellationToken cancellationToken)
    {
        using var admin = new TopicAdmin(_config!.Admin(atSource: false, "checkpoint-target-admin"));
        await admin.CreateCompactedAsync(_config.CheckpointsTopic, _config.Values.GetShort("checkpoints.topic.replication.factor"), cancellationToken).ConfigureAwait(false);
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var groups = await FindAsync(cancellationToken).ConfigureAwait(false);
        if (_known is { } known && groups.SequenceEqual(known)) return;
        _known = groups;
        Context.RequestTaskReconfiguration();
    }

    /// <summary>Groups that are copied and have offsets in topics that are copied.</summary>
    private async Task<List<string>> FindAsync(CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var group in (await _source!.ListAsync(cancellationToken).ConfigureAwait(false)).Where(_groups!.ShouldReplicateGroup).Order(StringComparer.Ordinal))
        {
            var offsets = await _source.OffsetsAsync(group, cancellationToken).ConfigureAwait(false);
            if (offsets.Keys.Any(p => _topics!.ShouldReplicateTopic(p.Topic))) found.Add(group);
        }

        return found;
    }
}
