using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>
/// Follows the transactions while a log is cleaned: what was aborted goes; a marker is of no more use once nothing of its transaction is left.
/// </summary>
internal sealed class CleanedTransactions
{
    private readonly PriorityQueue<AbortedEntry, long> _ahead = new();
    private readonly Dictionary<long, Aborting> _aborting = [];
    private readonly HashSet<long> _committing = [];

    /// <summary>Where the aborted transactions that still have records are written down.</summary>
    public TransactionIndex? Index { get; set; }

    public void Add(List<AbortedEntry> aborted)
    {
        foreach (var entry in aborted) _ahead.Enqueue(entry, entry.FirstOffset);
    }

    /// <summary>True for a batch of an aborted transaction.</summary>
    public bool IsAborted(in RecordBatchHeader batch)
    {
        BeginUpTo(batch.LastOffset);
        if (!batch.IsTransactional) return false;
        if (_aborting.TryGetValue(batch.ProducerId, out var aborting))
        {
            _aborting[batch.ProducerId] = aborting with { HasRecords = true };
            return true;
        }

        _committing.Add(batch.ProducerId);
        return false;
    }

    /// <summary>True for the marker of a transaction of which no records are left.</summary>
    public bool IsOfNoUse(ReadOnlyMemory<byte> control)
    {
        var header = new RecordBatchHeader(control.Span);
        BeginUpTo(header.LastOffset);
        if (header.Count == 0) return true;
        if (!ControlRecord.TryReadMarker(control, out var marker)) return false;
        if (marker.Commit) return !_committing.Remove(marker.ProducerId);
        if (!_aborting.Remove(marker.ProducerId, out var aborting) || !aborting.HasRecords) return true;
        Index?.Append(aborting.Entry);
        return false;
    }

    private void BeginUpTo(long offset)
    {
        while (_ahead.TryPeek(out var entry, out var first) && first <= offset)
        {
            _ahead.Dequeue();
            _aborting.TryAdd(entry.ProducerId, new Aborting(entry, false));
        }
    }

    private readonly record struct Aborting(AbortedEntry Entry, bool HasRecords);
}
