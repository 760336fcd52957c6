using static Connect.Broker.Configuration.ConfigRule;

namespace Connect.Broker.Configuration.Keys;

/// <summary>Settings of a topic, each with the broker's settings that it takes its default from.</summary>
internal static class TopicKeys
{
    private const long Minutes = 60_000;
    private const long Hours = 60 * Minutes;

    public static ConfigKey[] All() =>
    [
        Key("cleanup.policy", ConfigType.List, "delete", ItemsOf("compact", "delete"), From("log.cleanup.policy")),
        Key("compression.gzip.level", ConfigType.Int, "-1", GzipLevel, From("compression.gzip.level")),
        Key("compression.lz4.level", ConfigType.Int, "9", Between(1, 17), From("compression.lz4.level")),
        Key("compression.type", ConfigType.String, "producer", OneOf("uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"),
            From("compression.type")),
        Key("compression.zstd.level", ConfigType.Int, "3", Between(-131072, 22), From("compression.zstd.level")),
        Key("delete.retention.ms", ConfigType.Long, "86400000", AtLeast(0), From("log.cleaner.delete.retention.ms")),
        Key("file.delete.delay.ms", ConfigType.Long, "60000", AtLeast(0), From("log.segment.delete.delay.ms")),
        Key("flush.messages", ConfigType.Long, "9223372036854775807", AtLeast(1), From("log.flush.interval.messages")),
        Key("flush.ms", ConfigType.Long, "9223372036854775807", AtLeast(0),
            From("log.flush.interval.ms"), From("log.flush.scheduler.interval.ms")),
        Key("follower.replication.throttled.replicas", ConfigType.List, "", ThrottledReplicas),
        Key("index.interval.bytes", ConfigType.Int, "4096", AtLeast(0), From("log.index.interval.bytes")),
        Key("internal.segment.bytes", ConfigType.Int, null, null) with { Traits = KeyTraits.Internal },
        Key("leader.replication.throttled.replicas", ConfigType.List, "", ThrottledReplicas),
        Key("local.retention.bytes", ConfigType.Long, "-2", AtLeast(-2), From("log.local.retention.bytes")),
        Key("local.retention.ms", ConfigType.Long, "-2", AtLeast(-2), From("log.local.retention.ms")),
        Key("max.compaction.lag.ms", ConfigType.Long, "9223372036854775807", AtLeast(1), From("log.cleaner.max.compaction.lag.ms")),
        Key("max.message.bytes", ConfigType.Int, "1048588", AtLeast(0), From("message.max.bytes")),
        Key("message.timestamp.after.max.ms", ConfigType.Long, "3600000", AtLeast(0), From("log.message.timestamp.after.max.ms")),
        Key("message.timestamp.before.max.ms", ConfigType.Long, "9223372036854775807", AtLeast(0),
            From("log.message.timestamp.before.max.ms")),
        Key("message.timestamp.type", ConfigType.String, "CreateTime", OneOf("CreateTime", "LogAppendTime"),
            From("log.message.timestamp.type")),
        Key("min.cleanable.dirty.ratio", ConfigType.Double, "0.5", Between(0, 1), From("log.cleaner.min.cleanable.ratio")),
        Key("min.compaction.lag.ms", ConfigType.Long, "0", AtLeast(0), From("log.cleaner.min.compaction.lag.ms")),
        Key("min.insync.replicas", ConfigType.Int, "1", AtLeast(1), From("min.insync.replicas")),
        Key("preallocate", ConfigType.Boolean, "false", null, From("log.preallocate")),
        Key("remote.log.copy.disable", ConfigType.Boolean, "false", null),
        Key("remote.log.delete.on.disable", ConfigType.Boolean, "false", null),
        Key("remote.storage.enable", ConfigType.Boolean, "false", null),
        Key("retention.bytes", ConfigType.Long, "-1", null, From("log.retention.bytes")),
        Key("retention.ms", ConfigType.Long, "604800000", AtLeast(-1),
            From("log.retention.ms"), From("log.retention.minutes", Minutes), From("log.retention.hours", Hours)),
        Key("segment.bytes", ConfigType.Int, "1073741824", AtLeast(1048576), From("log.segment.bytes")),
        Key("segment.index.bytes", ConfigType.Int, "10485760", AtLeast(4), From("log.index.size.max.bytes")),
        Key("segment.jitter.ms", ConfigType.Long, "0", AtLeast(0), From("log.roll.jitter.ms"), From("log.roll.jitter.hours", Hours)),
        Key("segment.ms", ConfigType.Long, "604800000", AtLeast(1), From("log.roll.ms"), From("log.roll.hours", Hours)),
        Key("unclean.leader.election.enable", ConfigType.Boolean, "false", null, From("unclean.leader.election.enable")),
    ];

    private static ConfigSynonym From(string name, long unitMs = 1) => new(name, unitMs);

    private static ConfigKey Key(
        string name, ConfigType type, string? value, ConfigRule? rule, params ReadOnlySpan<ConfigSynonym> synonyms) =>
        new(name, type, value, rule, KeyTraits.Dynamic) { Synonyms = synonyms.ToArray() };
}
