namespace Connect.Broker.Transactions;

/// <summary>The coordinator's settings, with the names that Kafka's broker has for them.</summary>
internal sealed record TransactionSettings
{
    /// <summary><c>transaction.max.timeout.ms</c>: the longest time-out a producer may ask for.</summary>
    public int MaxTimeoutMs { get; init; } = 900_000;

    /// <summary><c>transactional.id.expiration.ms</c>: how long an unused transactional id is remembered.</summary>
    public int IdExpirationMs { get; init; } = 604_800_000;

    /// <summary>
    /// <c>transaction.abort.timed.out.transaction.cleanup.interval.ms</c>: how often <see cref="TransactionCoordinator.AbortTimedOut"/>
    /// is due.
    /// </summary>
    public int AbortTimedOutIntervalMs { get; init; } = 10_000;

    /// <summary>
    /// <c>transaction.remove.expired.transaction.cleanup.interval.ms</c>: how often <see cref="TransactionCoordinator.RemoveExpired"/> is
    /// due.
    /// </summary>
    public int RemoveExpiredIntervalMs { get; init; } = 3_600_000;

    /// <summary>What is wrong with these settings, or null.</summary>
    public string? Problem()
    {
        if (MaxTimeoutMs < 1) return "transaction.max.timeout.ms must be at least 1";
        if (IdExpirationMs < 1) return "transactional.id.expiration.ms must be at least 1";
        if (AbortTimedOutIntervalMs < 1) return "transaction.abort.timed.out.transaction.cleanup.interval.ms must be at least 1";
        return RemoveExpiredIntervalMs < 1 ? "transaction.remove.expired.transaction.cleanup.interval.ms must be at least 1" : null;
    }
}
