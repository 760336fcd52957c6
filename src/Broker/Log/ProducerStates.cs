using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>A transaction that a marker has ended.</summary>
internal readonly record struct EndedTransaction(long ProducerId, long FirstOffset, long LastOffset, bool Aborted);

/// <summary>
/// The producers of a partition: their last batches, their open transactions, and who is being verified. Not thread-safe: used under the
/// log's lock. Bounded by the expiry of producer ids.
/// </summary>
internal sealed class ProducerStates
{
    private Dictionary<long, ProducerEntry>? _producers;
    private SortedSet<long>? _openTransactions;
    private Dictionary<long, Verification>? _verifications;
    private long _lastTicket;

    public IReadOnlyCollection<ProducerEntry> All => _producers is null ? [] : _producers.Values;

    /// <summary>The first offset of the oldest open transaction, <see cref="long.MaxValue"/> without one.</summary>
    public long FirstOpenOffset => _openTransactions is { Count: > 0 } ? _openTransactions.Min : long.MaxValue;

    public ProducerEntry? Find(long producerId) => _producers?.GetValueOrDefault(producerId);

    public bool IsTransactionOpen(long producerId, short epoch) =>
        Find(producerId) is { TransactionStart: >= 0 } entry && entry.Epoch == epoch;

    public Verification? FindVerification(long producerId) =>
        _verifications is not null && _verifications.TryGetValue(producerId, out var found) ? found : null;

    public long BeginVerification(long producerId, short epoch, int sequence, bool epochBump, long now)
    {
        _verifications ??= [];
        if (!_verifications.TryGetValue(producerId, out var known) || known.Epoch != epoch)
            known = new Verification(++_lastTicket, epoch, sequence, epochBump, now);
        else if (sequence < known.LowestSequence)
            known = known with { LowestSequence = sequence };
        _verifications[producerId] = known;
        return known.Ticket;
    }

    /// <summary>Takes note of a batch that is in the log now.</summary>
    public void Appended(in RecordBatchHeader header, long baseOffset, long maxTimestamp)
    {
        var entry = FindOrAdd(header.ProducerId);
        var memory = new BatchMemory(header.LastSequence, header.LastOffsetDelta, baseOffset + header.LastOffsetDelta, maxTimestamp);
        entry.Add(header.ProducerEpoch, memory);

        // An empty batch is what compaction left of one whose transaction has long ended.
        if (!header.IsTransactional || header.Count == 0) return;
        _verifications?.Remove(header.ProducerId);
        if (entry.TransactionStart >= 0) return;
        entry.TransactionStart = baseOffset;
        (_openTransactions ??= []).Add(baseOffset);
    }

    /// <summary>Takes note of a marker that is in the log now. Null when the producer had no open transaction.</summary>
    public EndedTransaction? Ended(EndMarker marker)
    {
        var entry = FindOrAdd(marker.ProducerId);
        _verifications?.Remove(marker.ProducerId);
        EndedTransaction? ended = null;
        if (entry.TransactionStart >= 0)
        {
            ended = new EndedTransaction(marker.ProducerId, entry.TransactionStart, marker.Offset, !marker.Commit);
            _openTransactions!.Remove(entry.TransactionStart);
        }

        entry.SetEpoch(marker.Epoch);
        entry.CoordinatorEpoch = marker.CoordinatorEpoch;
        entry.LastTimestamp = marker.Timestamp;
        entry.TransactionStart = -1;
        return ended;
    }

    /// <summary>Adds what a snapshot says: batches of one producer come oldest first.</summary>
    public ProducerEntry Restore(long producerId) => FindOrAdd(producerId);

    public void RestoreTransaction(ProducerEntry entry, long start)
    {
        if (start < 0 || entry.TransactionStart >= 0) return;
        entry.TransactionStart = start;
        (_openTransactions ??= []).Add(start);
    }

    /// <summary>Forgets producers that have been quiet for long and have no open transaction.</summary>
    public void Expire(long now, long expirationMs)
    {
        if (_verifications is { Count: > 0 })
            foreach (var (id, verification) in _verifications)
                if (now - verification.Since >= expirationMs) _verifications.Remove(id);
        if (_producers is null) return;
        foreach (var (id, entry) in _producers)
            if (entry.TransactionStart < 0 && now - entry.LastTimestamp >= expirationMs) _producers.Remove(id);
    }

    public void Clear()
    {
        _producers = null;
        _openTransactions = null;
        _verifications = null;
    }

    private ProducerEntry FindOrAdd(long producerId)
    {
        _producers ??= [];
        if (!_producers.TryGetValue(producerId, out var entry)) _producers[producerId] = entry = new ProducerEntry(producerId);
        return entry;
    }
}

/// <summary>A transaction whose coordinator is being asked whether the partition is in it.</summary>
/// <param name="Ticket">Shown by the append that follows.</param>
/// <param name="Epoch">The producer's epoch.</param>
/// <param name="LowestSequence">No batch with a higher sequence may be the first: an earlier one is still being verified.</param>
/// <param name="EpochBump">The producer raises its epoch with every transaction, so that the first sequence is 0.</param>
/// <param name="Since">When it began.</param>
internal readonly record struct Verification(long Ticket, short Epoch, int LowestSequence, bool EpochBump, long Since);

/// <summary>The content of an end-transaction marker.</summary>
internal readonly record struct EndMarker(long ProducerId, short Epoch, bool Commit, int CoordinatorEpoch, long Offset, long Timestamp);
