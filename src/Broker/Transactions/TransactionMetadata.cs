using Connect.Broker.Log;
using Connect.Broker.Protocol;

namespace Connect.Broker.Transactions;

/// <summary>
/// The state of one transactional id, and the rules by which it changes (KIP-98, KIP-360, KIP-890). Never changes itself: every rule
/// answers the state that has to be stored before it counts.
/// </summary>
internal sealed partial record TransactionMetadata
{
    /// <summary>From this transaction version on (KIP-890 part 2), every end of a transaction raises the epoch.</summary>
    public const short BumpsEpoch = 2;

    public required long ProducerId { get; init; }

    /// <summary>
    /// The producer id before the last change: tells a repeated request that was answered with a new one from a stranger's.
    /// </summary>
    public long PreviousProducerId { get; init; } = -1;

    /// <summary>
    /// The producer id that takes over when this transaction is complete, because the epochs of the present one are used up.
    /// </summary>
    public long NextProducerId { get; init; } = -1;

    public short Epoch { get; init; } = -1;

    /// <summary>
    /// The epoch before the last rise, for repeated requests. Not stored, as in Kafka: after a restart such a repeat is fenced.
    /// </summary>
    public short LastEpoch { get; init; } = -1;

    public required int TimeoutMs { get; init; }

    public TransactionStatus Status { get; init; }

    public PartitionSet Partitions { get; init; } = PartitionSet.Empty;

    public long StartMs { get; init; } = -1;

    public required long LastUpdateMs { get; init; }

    /// <summary>The transaction version of the client's last request: <see cref="BumpsEpoch"/>, or 0 for older clients.</summary>
    public short ClientVersion { get; init; }

    public ProducerIdentity Producer => new(ProducerId, Epoch);

    /// <summary>One epoch is always kept for the fence that ends the last transaction.</summary>
    public bool IsEpochExhausted => Exhausted(Epoch);

    public bool IsDecided => Status is TransactionStatus.PrepareCommit or TransactionStatus.PrepareAbort;

    public bool IsUnfinished => Status == TransactionStatus.Ongoing || IsDecided;

    public bool HasTimedOut(long now) => Status == TransactionStatus.Ongoing && StartMs + TimeoutMs < now;

    public bool HasExpired(long now, long expirationMs) => !IsUnfinished && LastUpdateMs <= now - expirationMs;

    /// <summary>A transactional id that has never been used.</summary>
    public static TransactionMetadata New(long producerId, int timeoutMs, long now) =>
        new() { ProducerId = producerId, TimeoutMs = timeoutMs, LastUpdateMs = now };

    /// <summary>A producer begins, or begins again (KIP-360: <paramref name="expected"/> is then what it was before).</summary>
    /// <param name="expected">The producer id and epoch the client has; null when it has none.</param>
    /// <param name="timeoutMs">The time after which its transactions are aborted.</param>
    /// <param name="freshProducerId">An unused producer id; only looked at when <see cref="IsEpochExhausted"/>.</param>
    /// <param name="now">The time.</param>
    public Transition Initialize(ProducerIdentity? expected, int timeoutMs, long freshProducerId, long now)
    {
        if (expected is { } stranger && !Recognizes(stranger)) return Transition.Refuse(ErrorCode.ProducerFenced);
        if (IsDecided) return Transition.Refuse(ErrorCode.ConcurrentTransactions);
        if (Status == TransactionStatus.Ongoing)
            return new Transition(ErrorCode.ConcurrentTransactions, FenceAndAbort(freshProducerId, now));

        var empty = this with
        {
            PreviousProducerId = ProducerId,
            Status = TransactionStatus.Empty,
            TimeoutMs = timeoutMs,
            Partitions = PartitionSet.Empty,
            StartMs = -1,
            LastUpdateMs = now,
        };
        if (IsEpochExhausted && (expected is null || expected.Value.Epoch == Epoch))
            return Transition.To(empty with { ProducerId = freshProducerId, Epoch = 0, LastEpoch = expected is null ? (short)-1 : Epoch });
        if (expected is null) return Transition.To(empty with { Epoch = Raised(), LastEpoch = -1 });
        if (Epoch == -1 || expected.Value.Epoch == Epoch) return Transition.To(empty with { Epoch = Raised(), LastEpoch = Epoch });
        return expected.Value.Epoch == LastEpoch ? Transition.To(empty) : Transition.Refuse(ErrorCode.ProducerFenced);
    }

    /// <summary>Partitions become part of the transaction; the first ones open it.</summary>
    public Transition Add(ProducerIdentity producer, ReadOnlySpan<TopicPartition> partitions, short clientVersion, long now)
    {
        if (Check(producer) is var error and not ErrorCode.None) return Transition.Refuse(error);
        if (Status == TransactionStatus.Ongoing && Partitions.ContainsAll(partitions)) return Transition.Nothing;
        return Transition.To(this with
        {
            PreviousProducerId = ProducerId,
            Status = TransactionStatus.Ongoing,
            Partitions = Partitions.With(partitions),
            StartMs = Status == TransactionStatus.Ongoing ? StartMs : now,
            LastUpdateMs = now,
            ClientVersion = clientVersion,
        });
    }

    /// <summary>Whether a partition is part of the producer's transaction.</summary>
    public ErrorCode Verify(ProducerIdentity producer, TopicPartition partition)
    {
        var error = Check(producer);
        return error == ErrorCode.None && !Partitions.Contains(partition) ? ErrorCode.TransactionAbortable : error;
    }

    private static bool Exhausted(short epoch) => epoch >= short.MaxValue - 1;

    private ErrorCode Check(ProducerIdentity producer)
    {
        if (producer.ProducerId != ProducerId) return ErrorCode.InvalidProducerIdMapping;
        if (producer.Epoch != Epoch) return ErrorCode.ProducerFenced;
        return IsDecided ? ErrorCode.ConcurrentTransactions : ErrorCode.None;
    }

    private bool Recognizes(ProducerIdentity producer) =>
        Epoch == -1 || producer.ProducerId == ProducerId || (producer.ProducerId == PreviousProducerId && Exhausted(producer.Epoch));

    private short Raised() => Epoch == short.MaxValue ? Epoch : (short)(Epoch + 1);
}
