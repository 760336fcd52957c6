namespace Connect.Broker.Configuration;

/// <summary>Settings of consumer groups of the classic protocol, and of committed offsets.</summary>
internal sealed record GroupSettings
{
    public required TimeSpan InitialRebalanceDelay { get; init; }

    public required TimeSpan MinSessionTimeout { get; init; }

    public required TimeSpan MaxSessionTimeout { get; init; }

    public required int MaxSize { get; init; }

    public required int OffsetMetadataMaxBytes { get; init; }

    public required TimeSpan OffsetsRetention { get; init; }

    public required TimeSpan OffsetsRetentionCheckInterval { get; init; }

    public required int OffsetsTopicPartitions { get; init; }

    public required int OffsetsTopicSegmentBytes { get; init; }

    /// <summary>The protocols on offer: classic, consumer.</summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    public required ConsumerGroupSettings Consumer { get; init; }

    internal static GroupSettings Build(BrokerValues v, List<string> errors)
    {
        if (v.Long("group.min.session.timeout.ms") > v.Long("group.max.session.timeout.ms"))
            errors.Add("group.min.session.timeout.ms is larger than group.max.session.timeout.ms");
        return new GroupSettings
        {
            InitialRebalanceDelay = v.Span("group.initial.rebalance.delay.ms"),
            MinSessionTimeout = v.Span("group.min.session.timeout.ms"),
            MaxSessionTimeout = v.Span("group.max.session.timeout.ms"),
            MaxSize = v.Int("group.max.size"),
            OffsetMetadataMaxBytes = v.Int("offset.metadata.max.bytes"),
            OffsetsRetention = TimeSpan.FromMinutes(v.Int("offsets.retention.minutes")),
            OffsetsRetentionCheckInterval = v.Span("offsets.retention.check.interval.ms"),
            OffsetsTopicPartitions = v.Int("offsets.topic.num.partitions"),
            OffsetsTopicSegmentBytes = v.Int("offsets.topic.segment.bytes"),
            Protocols = v.Items("group.coordinator.rebalance.protocols"),
            Consumer = ConsumerGroupSettings.Build(v, errors),
        };
    }
}
