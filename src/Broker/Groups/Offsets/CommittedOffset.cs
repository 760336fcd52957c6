namespace Connect.Broker.Groups.Offsets;

/// <summary>How far a group has come in a partition.</summary>
/// <param name="Offset">The next offset to read; clients may commit any number, also the negative ones that stand for the ends of a log.</param>
/// <param name="LeaderEpoch">The epoch of the last record read, or -1.</param>
/// <param name="Metadata">The client's own note.</param>
/// <param name="CommittedAt">The wall clock of the commit.</param>
/// <param name="ExpiresAt">When the client said it may be forgotten (OffsetCommit 2 to 4), or -1.</param>
internal sealed record CommittedOffset(long Offset, int LeaderEpoch, string Metadata, long CommittedAt, long ExpiresAt = -1)
{
    /// <summary>The place among all commits of the group: of a transactional commit and a plain one, the later written counts.</summary>
    public long Order { get; init; }
}
