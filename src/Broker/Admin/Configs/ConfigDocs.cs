using Connect.Broker.Configuration;

namespace Connect.Broker.Admin.Configs;

/// <summary>What the settings mean, for tools that show it.</summary>
internal static class ConfigDocs
{
    /// <summary>Null where there is nothing to say that the name does not.</summary>
    public static string? Of(ConfigKey key)
    {
        if (OfTopic(key.Name) is { } text) return text;
        foreach (var topic in TopicConfigs.Definition.Keys)
        {
            if (topic.Synonyms.Any(s => s.Name == key.Name)) return $"The default of the topic setting {topic.Name}. {OfTopic(topic.Name)}";
        }

        return OfBroker(key.Name);
    }

    private static string? OfTopic(string name) => name switch
    {
        "cleanup.policy" => "What happens to old records: delete removes them after retention, compact keeps the last of each key; both may be combined.",
        "compression.gzip.level" => "The level where compression.type is gzip.",
        "compression.lz4.level" => "The level where compression.type is lz4.",
        "compression.zstd.level" => "The level where compression.type is zstd.",
        "compression.type" => "How batches are compressed on disk; producer keeps what the producer chose.",
        "delete.retention.ms" => "How long a deletion marker stays in a compacted topic.",
        "file.delete.delay.ms" => "How long a removed file stays on disk. Files go at once here: readers hold their own.",
        "flush.messages" => "After how many records a log is flushed to disk; 1 flushes before each acknowledgement.",
        "flush.ms" => "After how many milliseconds a log is flushed to disk.",
        "index.interval.bytes" => "How many bytes of records lie between two entries of the offset index.",
        "max.compaction.lag.ms" => "How long a record may stay uncompacted at most.",
        "max.message.bytes" => "The largest batch of records that is accepted, after compression.",
        "message.timestamp.after.max.ms" => "How far a record's own timestamp may lie in the future.",
        "message.timestamp.before.max.ms" => "How far a record's own timestamp may lie in the past.",
        "message.timestamp.type" => "Whether records carry the time of their producer (CreateTime) or of the broker (LogAppendTime).",
        "min.cleanable.dirty.ratio" => "The share of a log that must be uncompacted before it is compacted.",
        "min.compaction.lag.ms" => "How long a record stays uncompacted at least.",
        "min.insync.replicas" => "Accepted; the one replica that there is always suffices.",
        "preallocate" => "Accepted without effect.",
        "retention.bytes" => "How large a partition may become before its oldest records are removed; -1 without limit.",
        "retention.ms" => "How long records are kept where cleanup.policy has delete; -1 for ever.",
        "segment.bytes" => "How large a segment file becomes before the next one is begun.",
        "segment.index.bytes" => "How large an index of a segment may become.",
        "segment.jitter.ms" => "Accepted without effect.",
        "segment.ms" => "How old a segment file becomes before the next one is begun.",
        "unclean.leader.election.enable" => "Accepted; there is one replica to lead.",
        "leader.replication.throttled.replicas" or "follower.replication.throttled.replicas" => "Accepted; nothing is replicated.",
        "remote.storage.enable" or "remote.log.copy.disable" or "remote.log.delete.on.disable" or "local.retention.ms" or "local.retention.bytes" =>
            "Accepted; there is no tiered storage.",
        _ => null,
    };

    private static string? OfBroker(string name) => name switch
    {
        "auto.create.topics.enable" => "Whether a topic is created when a client asks for it.",
        "delete.topic.enable" => "Whether topics may be deleted.",
        "num.partitions" => "The partitions of topics that are created without a number.",
        "default.replication.factor" => "The replicas of topics that are created without a number; there can only be one.",
        "log.retention.check.interval.ms" => "How often logs are looked at for retention.",
        "log.cleaner.backoff.ms" => "How often compacted logs are looked at.",
        "log.cleaner.dedupe.buffer.size" => "The memory for the keys of a compaction.",
        "socket.request.max.bytes" => "The largest request that is accepted.",
        "connections.max.idle.ms" => "After how long a silent connection is closed.",
        "max.connections" => "How many connections there may be.",
        "max.connections.per.ip" => "How many connections there may be from one address.",
        "fetch.max.bytes" => "The most that one fetch answers.",
        "group.initial.rebalance.delay.ms" => "How long the first rebalance of an empty group waits for more members.",
        "group.min.session.timeout.ms" => "The shortest session time-out of a group's member.",
        "group.max.session.timeout.ms" => "The longest session time-out of a group's member.",
        "offsets.retention.minutes" => "How long committed offsets of a group without members are kept.",
        "offset.metadata.max.bytes" => "The longest text that may be committed with an offset.",
        "transaction.max.timeout.ms" => "The longest time-out of a transaction.",
        "transactional.id.expiration.ms" => "How long an unused transactional id is remembered.",
        "producer.id.expiration.ms" => "How long an idempotent producer that is silent is remembered.",
        _ => null,
    };
}
