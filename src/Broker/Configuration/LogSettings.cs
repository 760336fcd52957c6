namespace Connect.Broker.Configuration;

/// <summary>How logs are looked after, and how topics come about. What a log itself is told is in <see cref="Log.LogConfig"/>.</summary>
internal sealed record LogSettings
{
    public required int DefaultPartitions { get; init; }

    public required int DefaultReplicationFactor { get; init; }

    public required bool AutoCreateTopics { get; init; }

    public required bool DeleteTopics { get; init; }

    public required TimeSpan InitialTaskDelay { get; init; }

    public required TimeSpan RetentionCheckInterval { get; init; }

    public required bool CleanerEnabled { get; init; }

    public required TimeSpan CleanerBackoff { get; init; }

    /// <summary>The cleaner's memory for keys.</summary>
    public required long CleanerDedupeBufferBytes { get; init; }

    /// <summary>
    /// How often logs are looked at for flush.ms: where log.flush.scheduler.interval.ms says nothing, every second, so that flush.ms means
    /// something (with Kafka it does not then).
    /// </summary>
    public required TimeSpan FlushCheckInterval { get; init; }

    /// <summary>How often recovery points are written down.</summary>
    public required TimeSpan RecoveryCheckpointInterval { get; init; }

    /// <summary>How often log starts are written down.</summary>
    public required TimeSpan StartCheckpointInterval { get; init; }

    public required TimeSpan ProducerIdExpiration { get; init; }

    internal static LogSettings Build(BrokerValues v) => new()
    {
        DefaultPartitions = v.Int("num.partitions"),
        DefaultReplicationFactor = v.Int("default.replication.factor"),
        AutoCreateTopics = v.Flag("auto.create.topics.enable"),
        DeleteTopics = v.Flag("delete.topic.enable"),
        InitialTaskDelay = v.Span("log.initial.task.delay.ms"),
        RetentionCheckInterval = v.Span("log.retention.check.interval.ms"),
        CleanerEnabled = v.Flag("log.cleaner.enable"),
        CleanerBackoff = v.Span("log.cleaner.backoff.ms"),
        CleanerDedupeBufferBytes = v.Long("log.cleaner.dedupe.buffer.size"),
        FlushCheckInterval = v.Span("log.flush.scheduler.interval.ms") is var given && given > TimeSpan.Zero ? given : TimeSpan.FromSeconds(1),
        RecoveryCheckpointInterval = v.Span("log.flush.offset.checkpoint.interval.ms"),
        StartCheckpointInterval = v.Span("log.flush.start.offset.checkpoint.interval.ms"),
        ProducerIdExpiration = v.Span("producer.id.expiration.ms"),
    };
}
