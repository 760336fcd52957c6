namespace Connect.Broker.Configuration;

/// <summary>Settings of the transaction coordinator.</summary>
internal sealed record TransactionSettings
{
    public required int StateLogPartitions { get; init; }

    public required int StateLogSegmentBytes { get; init; }

    public required TimeSpan MaxTimeout { get; init; }

    public required TimeSpan TransactionalIdExpiration { get; init; }

    /// <summary>How often transactions are looked at that have run out of time.</summary>
    public required TimeSpan AbortTimedOutInterval { get; init; }

    /// <summary>How often transactional ids are looked at that nobody uses any more.</summary>
    public required TimeSpan RemoveExpiredInterval { get; init; }

    /// <summary>Whether a write is checked against the coordinator before a transaction begins in a partition.</summary>
    public required bool PartitionVerification { get; init; }

    internal static TransactionSettings Build(BrokerValues v) => new()
    {
        StateLogPartitions = v.Int("transaction.state.log.num.partitions"),
        StateLogSegmentBytes = v.Int("transaction.state.log.segment.bytes"),
        MaxTimeout = v.Span("transaction.max.timeout.ms"),
        TransactionalIdExpiration = v.Span("transactional.id.expiration.ms"),
        AbortTimedOutInterval = v.Span("transaction.abort.timed.out.transaction.cleanup.interval.ms"),
        RemoveExpiredInterval = v.Span("transaction.remove.expired.transaction.cleanup.interval.ms"),
        PartitionVerification = v.Flag("transaction.partition.verification.enable"),
    };
}
