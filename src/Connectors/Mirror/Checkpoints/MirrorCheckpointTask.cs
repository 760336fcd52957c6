using System.Diagnostics.CodeAnalysis;
using Confluent.Kafka;
using Connect.Connectors.Mirror.Filters;
using Connect.Connectors.Mirror.Formats;
using Connect.Kafka;
using Connect.Kafka.Consuming;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Connectors.Mirror.Checkpoints;

/// <summary>
/// Writes checkpoints of some groups, and, if wanted, sets the offsets of those that are idle at the target
/// (<c>org.apache.kafka.connect.mirror.MirrorCheckpointTask</c>).
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync is called in any case and releases it.")]
public sealed partial class MirrorCheckpointTask : SourceTask
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FollowPause = TimeSpan.FromMilliseconds(100);

    private readonly OffsetSyncStore _syncs = new();
    private readonly CancellationTokenSource _stop = new();
    private MirrorConfig? _config;
    private ITopicFilter? _topics;
    private IReadOnlyList<string> _groups = [];
    private CheckpointStore? _checkpoints;
    private GroupAdmin? _source;
    private GroupAdmin? _target;
    private MirrorScheduler? _scheduler;
    private Task _following = Task.CompletedTask;
    private TimeSpan _interval;
    private volatile bool _isReady;

    /// <inheritdoc/>
    public override string Version => MirrorDefinitions.Version;

    /// <summary>Returns at once: what earlier tasks have written is read beside, and no checkpoints come until then.</summary>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = new MirrorConfig(MirrorDefinitions.Checkpoint, config);
        _topics = MirrorPlugins.TopicFilter(_config.Values);
        _groups = (config.GetValueOrDefault(MirrorCheckpointConnector.AssignedGroups) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        _checkpoints = new CheckpointStore(_groups.ToHashSet(StringComparer.Ordinal));
        _interval = _config.Interval("emit.checkpoints") ?? Timeout.InfiniteTimeSpan;
        _source = new GroupAdmin(_config.Admin(atSource: true, "checkpoint-source-admin"));
        _target = new GroupAdmin(_config.Admin(atSource: false, "checkpoint-target-admin"));
        _scheduler = new MirrorScheduler(_config.Label, _config.AdminTimeout, Context.Logger);
        _following = Task.Run(LoadAndFollowAsync, CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_interval, cancellationToken).ConfigureAwait(false);
        if (!_isReady) return null;
        var records = new List<SourceRecord>();
        foreach (var group in _groups)
        {
            try
            {
                var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
                var offsets = await _source!.OffsetsAsync(group, cancellationToken).ConfigureAwait(false);
                records.AddRange(_checkpoints!.TakeNews(CheckpointsOf(group, offsets)).Select(c => RecordOf(c, now)));
            }
            catch (KafkaException e)
            {
                LogNotQueried(Context.Logger, _config!.Label, group, e.Error.Reason);
            }
        }

        return records.Count > 0 ? records : null;
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        if (_scheduler is { } scheduler) await scheduler.DisposeAsync().ConfigureAwait(false);
        await _following.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _source?.Dispose();
        _target?.Dispose();
    }

    internal List<Checkpoint> CheckpointsOf(string group, IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets)
    {
        var checkpoints = new List<Checkpoint>();
        foreach (var (partition, offset) in offsets)
        {
            if (!_topics!.ShouldReplicateTopic(partition.Topic) || _syncs.Translate(partition, offset.Offset) is not { } translated || translated == OffsetSyncStore.TooOld) continue;
            checkpoints.Add(new Checkpoint(group, Renamed(partition), offset.Offset, translated, offset.Metadata));
        }

        return checkpoints;
    }

    /// <summary>A topic that came from the target is read there under its own name.</summary>
    private TopicPartition Renamed(TopicPartition partition) => partition with
    {
        Topic = _config!.Policy.TopicSource(partition.Topic) == _config.Target
            ? _config.Policy.OriginalTopic(partition.Topic)
            : _config.Policy.FormatRemoteTopic(_config.Source, partition.Topic),
    };

    private SourceRecord RecordOf(Checkpoint checkpoint, long now) => new(
        checkpoint.SourcePartition, MirrorOffsets.Offset(0), _config!.CheckpointsTopic, 0, Schema.Bytes, checkpoint.Key(), Schema.Bytes, checkpoint.Value(), now);

    private async Task LoadAndFollowAsync()
    {
        try
        {
            _syncs.Start(await LoadCheckpointsAsync().ConfigureAwait(false));
            var atSource = _config!.SyncsAreAtSource;
            using var syncs = new TopicReader(
                _config.Consumer(atSource, atSource ? "offset-syncs-source-consumer" : "offset-syncs-target-consumer"), _config.OffsetSyncsTopic, follows: true);
            while (!await TryReadAsync(syncs).ConfigureAwait(false)) await Task.Delay(RetryPause, _stop.Token).ConfigureAwait(false);
            _syncs.MarkRead();
            _isReady = true;
            _scheduler!.Repeat(SyncGroupsAsync, _config.Interval("sync.group.offsets"), "sync idle consumer group offset from source to target", atOnce: false);
            while (true)
            {
                syncs.ReadNew(AddSync);
                await Task.Delay(FollowPause, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The task stops.
        }
        catch (Exception e)
        {
            LogNotFollowed(Context.Logger, _config!.Label, e);
        }
    }

    private async Task<bool> TryReadAsync(TopicReader syncs)
    {
        try
        {
            await syncs.ReadToEndAsync(AddSync, _stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (KafkaClientException e)
        {
            LogNotRead(Context.Logger, _config!.Label, e.Message);
            return false;
        }
    }

    private async Task<bool> LoadCheckpointsAsync()
    {
        try
        {
            using var topic = new TopicReader(_config!.Consumer(atSource: false, "checkpoints-target-consumer"), _config.CheckpointsTopic);
            await topic.ReadToEndAsync(AddCheckpoint, _stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (KafkaClientException e)
        {
            LogNotRead(Context.Logger, _config!.Label, e.Message);
            return false;
        }
    }

    private void AddCheckpoint(byte[]? key, byte[]? value)
    {
        try
        {
            _checkpoints!.Add(Checkpoint.Read(key, value));
        }
        catch (FormatException e)
        {
            LogOther(Context.Logger, _config!.CheckpointsTopic, e.Message);
        }
    }

    private void AddSync(byte[]? key, byte[]? value)
    {
        try
        {
            _syncs.Add(OffsetSync.Read(key, value));
        }
        catch (FormatException e)
        {
            LogOther(Context.Logger, _config!.OffsetSyncsTopic, e.Message);
        }
    }

    /// <summary>Sets the offsets of groups that nobody uses at the target; never back.</summary>
    private async Task SyncGroupsAsync(CancellationToken cancellationToken)
    {
        foreach (var (group, checkpoints) in _checkpoints!.All())
        {
            try
            {
                if (await _target!.IsActiveAsync(group, cancellationToken).ConfigureAwait(false)) continue;
                var there = await _target.OffsetsAsync(group, cancellationToken).ConfigureAwait(false);
                var changes = checkpoints.Where(c => !there.TryGetValue(c.Partition, out var known) || known.Offset < c.DownstreamOffset)
                    .ToDictionary(c => c.Partition, OffsetAndMetadata? (c) => new OffsetAndMetadata(c.DownstreamOffset, c.Metadata));
                if (changes.Count > 0) await _target.AlterAsync(group, changes, cancellationToken).ConfigureAwait(false);
            }
            catch (KafkaException e)
            {
                LogGroupNotSet(Context.Logger, _config!.Label, group, e.Error.Reason);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Label}: the offsets of group {Group} cannot be read: {Reason}")]
    private static partial void LogNotQueried(ILogger logger, string label, string group, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Label}: the offsets of group {Group} cannot be set at the target: {Reason}")]
    private static partial void LogGroupNotSet(ILogger logger, string label, string group, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Label}: {Reason}. Groups are translated only as far as what is mirrored from now on tells")]
    private static partial void LogNotRead(ILogger logger, string label, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Label}: offsets can no longer be translated; a restart of the task tries again")]
    private static partial void LogNotFollowed(ILogger logger, string label, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A record of {Topic} is passed by: {Reason}")]
    private static partial void LogOther(ILogger logger, string topic, string reason);
}
