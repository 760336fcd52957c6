using Connect.Broker.Records;

namespace Connect.Broker.Log;

internal sealed partial class PartitionLog
{
    private long _cleanedTo;
    private bool _stopping;

    /// <summary>Cleans once if there is enough to clean. True when something was done.</summary>
    public bool Compact(CompactionBudget budget)
    {
        lock (_maintaining)
        {
            var config = Config;
            if (_closed || !config.Compact) return false;
            var view = View;
            var now = Now;
            if (!CleanableRange.TryFind(view, config, _cleanedTo, now, out var range)) return false;
            try
            {
                return Clean(view, range, config, budget, now);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                _options.Logger.CompactionFailed(Partition, error);
                return false;
            }
        }
    }

    private bool Clean(in LogView view, in CleanableRange range, LogConfig config, CompactionBudget budget, long now)
    {
        var keys = new KeyOffsets(range.To - range.From, budget.MaxKeys);
        if (!TryCollect(view, range, keys)) return false;
        var end = keys.LatestOffset + 1;
        var run = new CleaningRun(keys, end, now, config.DeleteRetentionMs, config.IndexIntervalBytes, LastOfProducers(), () => Volatile.Read(ref _stopping));
        var transactions = new CleanedTransactions();
        using var cleaner = new SegmentCleaner(run, transactions);
        long before = 0, after = 0;
        foreach (var group in range.Groups(view, end, config))
        {
            var cleaned = CleanGroup(view, group, cleaner, transactions, now);
            if (cleaned is null) return false;
            for (var i = group.Start.Value; i < group.End.Value; i++) before += view.Segments[i].Size;
            after += cleaned.Size;
            Replace(view.Segments[group], cleaned);
        }

        _cleanedTo = end;
        CleanerCheckpoint.Write(_directory, Partition, end);
        DeleteStaleSnapshots(View);
        _options.Logger.Compacted(Partition, end, before, after);
        return true;
    }

    /// <summary>Collects the keys of what is dirty, as far as there is memory for them. False where it was told to stop.</summary>
    private bool TryCollect(in LogView view, in CleanableRange range, KeyOffsets keys)
    {
        var transactions = new CleanedTransactions();
        for (var i = range.FirstDirty; i < range.Count; i++)
        {
            transactions.Add(AbortedEntriesIn(view, i, view.Segments[i].BaseOffset, view.EndOf(i)));
            using var reader = new SegmentReader(view.Segments[i].Log.Open(), view.Segments[i].Size);
            while (reader.Next(out var batch))
            {
                if (Volatile.Read(ref _stopping)) return false;
                var header = new RecordBatchHeader(batch.Span);
                if (header.IsControl) transactions.IsOfNoUse(batch);
                else if (!transactions.IsAborted(header) && !TryCollect(batch, range.From, keys)) return true;
                keys.LatestOffset = Math.Max(keys.LatestOffset, header.LastOffset);
            }

            keys.LatestOffset = view.EndOf(i) - 1;
        }

        return true;
    }

    private static bool TryCollect(Memory<byte> batch, long from, KeyOffsets keys)
    {
        using var reader = new RecordBatchReader(batch);
        while (reader.Next(out var record))
        {
            if (record.Offset < from) continue;
            if (record.HasKey && !keys.TryPut(record.Key, record.Offset)) return false;
            keys.LatestOffset = record.Offset;
        }

        return true;
    }

    private Segment? CleanGroup(in LogView view, Range group, SegmentCleaner cleaner, CleanedTransactions transactions, long now)
    {
        var cleaned = Segment.Create(_options.Files, _directory, view.Segments[group.Start].BaseOffset, now, LogFiles.Cleaned);
        var done = false;
        try
        {
            cleaned.Aborted.Create();
            transactions.Index = cleaned.Aborted;
            for (var i = group.Start.Value; i < group.End.Value; i++)
            {
                transactions.Add(AbortedEntriesIn(view, i, view.Segments[i].BaseOffset, view.EndOf(i)));
                if (!cleaner.Copy(view.Segments[i], cleaned)) return null;
            }

            cleaned.Seal();
            cleaned.FlushToDisk();
            done = true;
            return cleaned;
        }
        finally
        {
            if (!done) cleaned.Delete();
        }
    }

    private void Replace(Segment[] old, Segment cleaned)
    {
        LogSwap.Decide(cleaned, _directory);
        lock (_writing)
        {
            // Readers that meet a removed segment come again until the new list is there: nothing slow may happen in between.
            foreach (var segment in old) segment.IsRemoved = true;
            try
            {
                LogSwap.Complete(cleaned, _directory);
            }
            finally
            {
                var view = View;
                var at = Array.IndexOf(view.Segments, old[0]);
                Publish(view with { Segments = [.. view.Segments[..at], cleaned, .. view.Segments[(at + old.Length)..]] });
            }
        }

        old[0].Release();
        if (cleaned.Aborted.Count == 0) cleaned.Aborted.File.Delete();
        foreach (var segment in old.AsSpan(1)) segment.Delete();
        DirectoryFlush.Flush(_directory);
    }

    private Dictionary<long, LastOfProducer> LastOfProducers()
    {
        lock (_writing)
        {
            var last = new Dictionary<long, LastOfProducer>();
            foreach (var entry in _producers.All) last[entry.ProducerId] = new LastOfProducer(entry.IsEmpty ? -1 : entry.Last.LastOffset, entry.Epoch);
            return last;
        }
    }
}
