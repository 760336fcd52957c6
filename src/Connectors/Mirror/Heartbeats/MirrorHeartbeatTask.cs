using Connect.Connectors.Mirror.Formats;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Records;

namespace Connect.Connectors.Mirror.Heartbeats;

/// <summary>Writes heartbeats (<c>org.apache.kafka.connect.mirror.MirrorHeartbeatTask</c>).</summary>
public sealed class MirrorHeartbeatTask : SourceTask
{
    private MirrorConfig? _config;
    private TimeSpan _interval;

    /// <inheritdoc/>
    public override string Version => MirrorDefinitions.Version;

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        _config = new MirrorConfig(MirrorDefinitions.Heartbeat, config);
        _interval = _config.Interval("emit.heartbeats") ?? Timeout.InfiniteTimeSpan;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(_interval, cancellationToken).ConfigureAwait(false);
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var heartbeat = new Heartbeat(_config!.Source, _config.Target, now);
        return
        [
            new SourceRecord(
                heartbeat.SourcePartition, MirrorOffsets.Offset(0), _config.Policy.HeartbeatsTopic, 0, Schema.Bytes, heartbeat.Key(), Schema.Bytes, heartbeat.Value(), now),
        ];
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
