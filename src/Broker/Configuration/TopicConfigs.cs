using Connect.Broker.Configuration.Keys;
using Connect.Broker.Log;
using Connect.Broker.Records;

namespace Connect.Broker.Configuration;

/// <summary>A topic's settings: what they may be, and what they mean to its log.</summary>
internal static class TopicConfigs
{
    public static ConfigDefinition Definition { get; } = new(TopicKeys.All());

    /// <summary>The first problem of a topic's own settings in Kafka's words; null when they are right.</summary>
    public static string? Check(IReadOnlyDictionary<string, string> overrides, BrokerValues broker)
    {
        foreach (var (name, _) in overrides)
        {
            if (!Definition.TryGet(name, out _)) return $"Unknown topic config name: {name}";
        }

        foreach (var (name, text) in overrides)
        {
            if (Definition[name].Check(text, out _) is { } problem) return problem;
        }

        var least = Number("min.compaction.lag.ms", overrides, broker);
        var most = Number("max.compaction.lag.ms", overrides, broker);
        if (least > most) return $"conflict topic config setting min.compaction.lag.ms ({least}) > max.compaction.lag.ms ({most})";
        if (Value("remote.storage.enable", overrides, broker).Flag)
            return "Tiered Storage functionality is disabled in the broker. Topic cannot be configured with remote log storage.";
        return null;
    }

    /// <summary>What the log is told. The overrides have been checked.</summary>
    public static LogConfig ToLogConfig(IReadOnlyDictionary<string, string> overrides, BrokerValues broker)
    {
        var policy = Value("cleanup.policy", overrides, broker).Items ?? [];
        return new LogConfig
        {
            SegmentBytes = overrides.ContainsKey("internal.segment.bytes")
                ? Number("internal.segment.bytes", overrides, broker)
                : Number("segment.bytes", overrides, broker),
            SegmentMs = Number("segment.ms", overrides, broker),
            RetentionMs = Number("retention.ms", overrides, broker),
            RetentionBytes = Number("retention.bytes", overrides, broker),
            IndexIntervalBytes = (int)Number("index.interval.bytes", overrides, broker),
            IndexMaxBytes = (int)Number("segment.index.bytes", overrides, broker),
            Compact = policy.Contains("compact"),
            Delete = policy.Contains("delete"),
            DeleteRetentionMs = Number("delete.retention.ms", overrides, broker),
            MinCleanableDirtyRatio = Value("min.cleanable.dirty.ratio", overrides, broker).Real,
            MinCompactionLagMs = Number("min.compaction.lag.ms", overrides, broker),
            MaxCompactionLagMs = Number("max.compaction.lag.ms", overrides, broker),
            MaxMessageBytes = (int)Number("max.message.bytes", overrides, broker),
            LogAppendTime = Value("message.timestamp.type", overrides, broker).Text == "LogAppendTime",
            TimestampBeforeMaxMs = Number("message.timestamp.before.max.ms", overrides, broker),
            TimestampAfterMaxMs = Number("message.timestamp.after.max.ms", overrides, broker),
            FlushMessages = Number("flush.messages", overrides, broker),
            FlushMs = Number("flush.ms", overrides, broker),
            FileDeleteDelayMs = Number("file.delete.delay.ms", overrides, broker),
            CompressionType = Codec(Value("compression.type", overrides, broker).Text),
            Preallocate = Value("preallocate", overrides, broker).Flag,
        };
    }

    private static CompressionCodec? Codec(string name) => name switch
    {
        "uncompressed" => CompressionCodec.None,
        "gzip" => CompressionCodec.Gzip,
        "snappy" => CompressionCodec.Snappy,
        "lz4" => CompressionCodec.Lz4,
        "zstd" => CompressionCodec.Zstd,
        _ => null,
    };

    private static long Number(string name, IReadOnlyDictionary<string, string> overrides, BrokerValues broker) =>
        Value(name, overrides, broker).Number;

    private static ConfigValue Value(string name, IReadOnlyDictionary<string, string> overrides, BrokerValues broker)
    {
        var key = Definition[name];
        var text = overrides.GetValueOrDefault(name) ?? broker.FirstOf(key.Synonyms, out _) ?? key.Default!;
        return ConfigValue.TryParse(key.Type, text, out var value, out var problem) ? value : throw new InvalidOperationException(problem);
    }
}
