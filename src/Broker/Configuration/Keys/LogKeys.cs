using static Connect.Broker.Configuration.ConfigRule;
using static Connect.Broker.Configuration.Keys.KeyFactory;
using static Connect.Broker.Configuration.KeyTraits;

namespace Connect.Broker.Configuration.Keys;

/// <summary>Settings of the log and of new topics.</summary>
internal static class LogKeys
{
    public static ConfigKey[] All() =>
    [
        Boolean("auto.create.topics.enable", "true"),
        Int("compression.gzip.level", "-1", GzipLevel, Dynamic),
        Int("compression.lz4.level", "9", Between(1, 17), Dynamic),
        String("compression.type", "producer", OneOf("uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"), Dynamic),
        Int("compression.zstd.level", "3", Between(-131072, 22), Dynamic),
        Int("default.replication.factor", "1"),
        Boolean("delete.topic.enable", "true"),
        Long("log.cleaner.backoff.ms", "15000", AtLeast(0), Dynamic),
        // An eighth of Kafka's: it holds the keys of some 700,000 records a run, and counts against a small process's memory.
        Long("log.cleaner.dedupe.buffer.size", "16777216", null, Dynamic),
        Long("log.cleaner.delete.retention.ms", "86400000", AtLeast(0), Dynamic),
        Boolean("log.cleaner.enable", "true"),
        Double("log.cleaner.io.buffer.load.factor", "0.9", null, Dynamic),
        Int("log.cleaner.io.buffer.size", "524288", AtLeast(0), Dynamic),
        Double("log.cleaner.io.max.bytes.per.second", "1.7976931348623157E308", null, Dynamic),
        Long("log.cleaner.max.compaction.lag.ms", "9223372036854775807", AtLeast(1), Dynamic),
        Double("log.cleaner.min.cleanable.ratio", "0.5", Between(0, 1), Dynamic),
        Long("log.cleaner.min.compaction.lag.ms", "0", AtLeast(0), Dynamic),
        Int("log.cleaner.threads", "1", AtLeast(0), Dynamic),
        List("log.cleanup.policy", "delete", ItemsOf("compact", "delete"), Dynamic),
        List("log.dir", "/tmp/kafka-logs"),
        Long("log.dir.failure.timeout.ms", "30000", AtLeast(1)),
        List("log.dirs", null),
        Long("log.flush.interval.messages", "9223372036854775807", AtLeast(1), Dynamic),
        Long("log.flush.interval.ms", null, null, Dynamic),
        Int("log.flush.offset.checkpoint.interval.ms", "60000", AtLeast(0)),
        Long("log.flush.scheduler.interval.ms", "9223372036854775807"),
        Int("log.flush.start.offset.checkpoint.interval.ms", "60000", AtLeast(0)),
        Int("log.index.interval.bytes", "4096", AtLeast(0), Dynamic),
        Int("log.index.size.max.bytes", "10485760", AtLeast(4), Dynamic),
        Long("log.initial.task.delay.ms", "30000", AtLeast(0), Internal),
        Long("log.local.retention.bytes", "-2", AtLeast(-2), Dynamic),
        Long("log.local.retention.ms", "-2", AtLeast(-2), Dynamic),
        Long("log.message.timestamp.after.max.ms", "3600000", AtLeast(0), Dynamic),
        Long("log.message.timestamp.before.max.ms", "9223372036854775807", AtLeast(0), Dynamic),
        String("log.message.timestamp.type", "CreateTime", OneOf("CreateTime", "LogAppendTime"), Dynamic),
        Boolean("log.preallocate", "false", null, Dynamic),
        Long("log.retention.bytes", "-1", null, Dynamic),
        Long("log.retention.check.interval.ms", "300000", AtLeast(1)),
        Int("log.retention.hours", "168"),
        Int("log.retention.minutes", null),
        Long("log.retention.ms", null, null, Dynamic),
        Int("log.roll.hours", "168", AtLeast(1)),
        Int("log.roll.jitter.hours", "0", AtLeast(0)),
        Long("log.roll.jitter.ms", null, null, Dynamic),
        Long("log.roll.ms", null, null, Dynamic),
        Int("log.segment.bytes", "1073741824", AtLeast(1048576), Dynamic),
        Long("log.segment.delete.delay.ms", "60000", AtLeast(0), Dynamic),
        Int("message.max.bytes", "1048588", AtLeast(0), Dynamic),
        Int("min.insync.replicas", "1", AtLeast(1), Dynamic),
        Int("num.partitions", "1", AtLeast(1)),
        Boolean("unclean.leader.election.enable", "false", null, Dynamic),
    ];
}
