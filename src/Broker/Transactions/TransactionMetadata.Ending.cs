using Connect.Broker.Protocol;

namespace Connect.Broker.Transactions;

/// <summary>The ends of a transaction: decided by the client, by a fence or a time-out; complete when the markers are written.</summary>
internal sealed partial record TransactionMetadata
{
    /// <summary>
    /// The client of transaction version 2 ends its transaction. The epoch rises, so that nothing late can slip into the next one.
    /// </summary>
    /// <param name="producer">Who asks; with the epoch before the rise it is the repeat of a request whose answer was lost.</param>
    /// <param name="commit">Commit or abort.</param>
    /// <param name="freshProducerId">An unused producer id; only looked at when <see cref="IsEpochExhausted"/>.</param>
    /// <param name="now">The time.</param>
    public Transition End(ProducerIdentity producer, bool commit, long freshProducerId, long now)
    {
        var repeatedOverTheEdge = producer.ProducerId == PreviousProducerId && producer.Epoch == short.MaxValue - 1 && Epoch == 0;
        if (producer.ProducerId != ProducerId && !repeatedOverTheEdge) return Transition.Refuse(ErrorCode.InvalidProducerIdMapping);

        var repeated = repeatedOverTheEdge || Epoch == producer.Epoch + 1;
        var valid = Status switch
        {
            TransactionStatus.PrepareCommit or TransactionStatus.PrepareAbort => Epoch == producer.Epoch + 1,
            TransactionStatus.CompleteCommit or TransactionStatus.CompleteAbort => repeated || producer.Epoch == Epoch,
            _ => producer.Epoch == Epoch,
        };
        if (!valid) return Transition.Refuse(ErrorCode.ProducerFenced);

        return (Status, commit) switch
        {
            (TransactionStatus.Ongoing, _) => Transition.To(Decide(commit, BumpsEpoch, freshProducerId, StartMs, now)),
            (TransactionStatus.PrepareCommit, true) or (TransactionStatus.PrepareAbort, false) =>
                Transition.Refuse(ErrorCode.ConcurrentTransactions),
            (TransactionStatus.CompleteCommit, true) or (TransactionStatus.CompleteAbort, false) when repeated => Transition.Nothing,
            (TransactionStatus.CompleteCommit, false) when repeated => Transition.Refuse(ErrorCode.InvalidTxnState),
            // A client that gave up before anything reached the coordinator aborts what is not there: it still wants a new epoch.
            (TransactionStatus.CompleteCommit or TransactionStatus.CompleteAbort or TransactionStatus.Empty, false) =>
                Transition.To(Decide(commit: false, BumpsEpoch, freshProducerId, now, now)),
            _ => Transition.Refuse(ErrorCode.InvalidTxnState),
        };
    }

    /// <summary>A client of before transaction version 2 ends its transaction: the epoch stays.</summary>
    public Transition EndWithoutBump(ProducerIdentity producer, bool commit, long now)
    {
        if (producer.ProducerId != ProducerId) return Transition.Refuse(ErrorCode.InvalidProducerIdMapping);
        if (producer.Epoch != Epoch) return Transition.Refuse(ErrorCode.ProducerFenced);
        return (Status, commit) switch
        {
            (TransactionStatus.Ongoing, _) => Transition.To(Decide(commit, clientVersion: 0, -1, StartMs, now)),
            (TransactionStatus.PrepareCommit, true) or (TransactionStatus.PrepareAbort, false) =>
                Transition.Refuse(ErrorCode.ConcurrentTransactions),
            (TransactionStatus.CompleteCommit, true) or (TransactionStatus.CompleteAbort, false) => Transition.Nothing,
            _ => Transition.Refuse(ErrorCode.InvalidTxnState),
        };
    }

    /// <summary>Ends an open transaction against its producer, which is fenced by the raised epoch, whatever version it speaks.</summary>
    public TransactionMetadata FenceAndAbort(long freshProducerId, long now) =>
        Decide(commit: false, BumpsEpoch, freshProducerId, StartMs, now);

    /// <summary>What is stored once every partition has its marker.</summary>
    public TransactionMetadata Complete(long now)
    {
        var rotates = ClientVersion >= BumpsEpoch && NextProducerId != -1;
        return this with
        {
            PreviousProducerId = ProducerId,
            ProducerId = rotates ? NextProducerId : ProducerId,
            Epoch = rotates ? (short)0 : Epoch,
            NextProducerId = -1,
            Status = Status == TransactionStatus.PrepareCommit ? TransactionStatus.CompleteCommit : TransactionStatus.CompleteAbort,
            Partitions = PartitionSet.Empty,
            LastUpdateMs = now,
        };
    }

    private TransactionMetadata Decide(bool commit, short clientVersion, long freshProducerId, long startMs, long now)
    {
        var bumps = clientVersion >= BumpsEpoch;
        return this with
        {
            PreviousProducerId = ProducerId,
            NextProducerId = bumps && IsEpochExhausted ? freshProducerId : -1,
            Epoch = bumps ? Raised() : Epoch,
            LastEpoch = bumps ? Epoch : LastEpoch,
            Status = commit ? TransactionStatus.PrepareCommit : TransactionStatus.PrepareAbort,
            StartMs = startMs,
            LastUpdateMs = now,
            ClientVersion = clientVersion,
        };
    }
}
