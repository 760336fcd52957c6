using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>The settings of a topic as its partitions see them; the defaults are Kafka's. Replaced as a whole when a setting changes.</summary>
internal sealed record LogConfig
{
    public static LogConfig Default { get; } = new();

    /// <summary>segment.bytes</summary>
    public long SegmentBytes { get; init; } = 1L << 30;

    /// <summary>segment.ms</summary>
    public long SegmentMs { get; init; } = 7L * 24 * 3600 * 1000;

    /// <summary>How long a segment may take records: one that must be compacted soon must be closed soon.</summary>
    public long RollMs => Compact && MaxCompactionLagMs > 0 ? Math.Min(MaxCompactionLagMs, SegmentMs) : SegmentMs;

    /// <summary>retention.ms, -1 for ever</summary>
    public long RetentionMs { get; init; } = 7L * 24 * 3600 * 1000;

    /// <summary>retention.bytes, -1 without limit</summary>
    public long RetentionBytes { get; init; } = -1;

    /// <summary>index.interval.bytes</summary>
    public int IndexIntervalBytes { get; init; } = 4096;

    /// <summary>segment.index.bytes</summary>
    public int IndexMaxBytes { get; init; } = 10 << 20;

    /// <summary>cleanup.policy has compact</summary>
    public bool Compact { get; init; }

    /// <summary>cleanup.policy has delete</summary>
    public bool Delete { get; init; } = true;

    /// <summary>delete.retention.ms</summary>
    public long DeleteRetentionMs { get; init; } = 24L * 3600 * 1000;

    /// <summary>min.cleanable.dirty.ratio</summary>
    public double MinCleanableDirtyRatio { get; init; } = 0.5;

    /// <summary>min.compaction.lag.ms</summary>
    public long MinCompactionLagMs { get; init; }

    /// <summary>max.compaction.lag.ms</summary>
    public long MaxCompactionLagMs { get; init; } = long.MaxValue;

    /// <summary>max.message.bytes, of a whole batch</summary>
    public int MaxMessageBytes { get; init; } = 1048588;

    /// <summary>message.timestamp.type is LogAppendTime</summary>
    public bool LogAppendTime { get; init; }

    /// <summary>message.timestamp.before.max.ms</summary>
    public long TimestampBeforeMaxMs { get; init; } = long.MaxValue;

    /// <summary>message.timestamp.after.max.ms</summary>
    public long TimestampAfterMaxMs { get; init; } = 3600_000;

    /// <summary>flush.messages</summary>
    public long FlushMessages { get; init; } = long.MaxValue;

    /// <summary>flush.ms</summary>
    public long FlushMs { get; init; } = long.MaxValue;

    /// <summary>file.delete.delay.ms; accepted: files go at once here, since readers hold them open themselves</summary>
    public long FileDeleteDelayMs { get; init; } = 60_000;

    /// <summary>compression.type; null is "producer": batches are stored as they come</summary>
    public CompressionCodec? CompressionType { get; init; }

    /// <summary>preallocate; accepted without effect</summary>
    public bool Preallocate { get; init; }
}
