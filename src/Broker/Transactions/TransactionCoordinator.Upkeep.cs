using Connect.Broker.Protocol;

namespace Connect.Broker.Transactions;

/// <summary>What the coordinator does by itself: at start, and from time to time.</summary>
internal sealed partial class TransactionCoordinator
{
    public bool IsLoaded => _store.IsLoaded;

    /// <summary>
    /// Reads the stored transactions and finishes those that were decided when the broker stopped. Until this is done, requests are
    /// answered that the coordinator is loading. The partitions' logs must be open.
    /// </summary>
    /// <param name="stored">Whether the transaction log is there: a broker that never had a transaction has nothing to read and creates
    /// nothing.</param>
    /// <param name="stop">Ends the reading between two partitions.</param>
    public void Load(bool stored, CancellationToken stop)
    {
        if (stored)
        {
            _producerIds.SkipTo(_store.Load(stop));
            Log.Loaded(_logger, _store.Count, _store.UnfinishedCount);
        }

        _store.MarkLoaded();
        FinishDecided();
    }

    /// <summary>
    /// Tries again to write the markers of decided transactions. Needed only where a partition did not take one, for example because the
    /// group coordinator was still loading; cheap otherwise, so often is fine.
    /// </summary>
    public void FinishDecided() => ForEachUnfinished(_markers.Settle);

    /// <summary>Aborts the transactions that are open for longer than their producers asked for, and fences those producers.</summary>
    public void AbortTimedOut()
    {
        var now = Now;
        ForEachUnfinished(entry =>
        {
            if (Settled(entry) is not { } metadata || !metadata.HasTimedOut(now)) return;
            if (!TryFreshProducerId(metadata, out var fresh)) return;
            Log.TimedOut(_logger, entry.TransactionalId, metadata.ProducerId, metadata.TimeoutMs);
            Apply(entry, new Transition(ErrorCode.None, metadata.FenceAndAbort(fresh, now)));
        });
    }

    /// <summary>Forgets the transactional ids that nobody has used for <see cref="TransactionSettings.IdExpirationMs"/>.</summary>
    public void RemoveExpired()
    {
        if (!_store.IsLoaded) return;
        var now = Now;
        foreach (var entry in _store.All)
        {
            if (entry.Metadata?.HasExpired(now, _settings.IdExpirationMs) != true) continue;
            lock (entry.Gate)
            {
                if (entry.Metadata?.HasExpired(now, _settings.IdExpirationMs) != true) continue;
                if (_store.Remove(entry) != ErrorCode.None) return; // the log takes nothing now: the next look finds them again
            }
        }
    }

    private void ForEachUnfinished(Action<TransactionEntry> action)
    {
        if (!_store.IsLoaded) return;
        foreach (var entry in _store.Unfinished)
        {
            try
            {
                lock (entry.Gate) action(entry);
            }
            catch (IOException e)
            {
                Log.PeriodicWorkFailed(_logger, entry.TransactionalId, e);
            }
        }
    }
}
