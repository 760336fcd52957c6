using Connect.Broker.Protocol;

namespace Connect.Broker.Log;

internal sealed partial class PartitionLog
{
    private long _directoryFlushed;
    private long _lastFlush;

    /// <summary>Moves the start up to <paramref name="offset"/>, -1 for the end of the log. Files go with the next look of the retention.</summary>
    public ErrorCode DeleteRecordsBefore(long offset, out long lowWatermark)
    {
        lowWatermark = -1;
        if (!Config.Delete) return ErrorCode.PolicyViolation;
        lock (_writing)
        {
            if (_closed) return ErrorCode.NotLeaderOrFollower;
            var view = View;
            if (offset == -1) offset = view.End;
            if (offset < 0 || offset > view.End) return ErrorCode.OffsetOutOfRange;
            lowWatermark = Math.Max(offset, view.Start);
            if (offset <= view.Start) return ErrorCode.None;
            Publish(view with { Start = offset, Stable = Math.Max(offset, view.Stable) });
        }

        Moved.Raise();
        return ErrorCode.None;
    }

    /// <summary>Removes what retention.ms, retention.bytes and the start offset allow; forgets expired producers. Call every log.retention.check.interval.ms.</summary>
    public void ApplyRetention()
    {
        lock (_maintaining)
        {
            if (_closed) return;
            var config = Config;
            var now = Now;
            lock (_writing) _producers.Expire(now, _options.ProducerIdExpirationMs);
            var view = View;
            var removed = CountBehindStart(view);
            if (config.Delete) removed = Math.Max(removed, Math.Max(CountOverSize(view, config), CountOverAge(view, config, now)));
            if (removed > 0) RemoveOldest(removed, view, now);
        }
    }

    /// <summary>Flushes to the disk and moves <see cref="RecoveryPoint"/>.</summary>
    public void Flush() => FlushTo(long.MaxValue);

    /// <summary>Flushes if flush.ms have passed since that was last done.</summary>
    public void FlushIfDue()
    {
        if (EndOffset > RecoveryPoint && Now - Volatile.Read(ref _lastFlush) >= Config.FlushMs) Flush();
    }

    private void FlushTo(long offset)
    {
        lock (_flushing)
        {
            if (RecoveryPoint >= offset) return;
            var view = View;
            var unflushed = Interlocked.Exchange(ref _unflushed, 0);
            try
            {
                if (view.End > RecoveryPoint)
                {
                    for (var i = Math.Max(0, view.IndexOf(RecoveryPoint)); i < view.Segments.Length; i++) view.Segments[i].FlushToDisk();
                }

                if (view.Active.BaseOffset > _directoryFlushed || _directoryFlushed == 0)
                {
                    if (Directory.Exists(_directory)) DirectoryFlush.Flush(_directory);
                    _directoryFlushed = Math.Max(1, view.Active.BaseOffset);
                }
            }
            catch
            {
                Interlocked.Add(ref _unflushed, unflushed);
                throw;
            }

            Volatile.Write(ref _recoveryPoint, Math.Max(RecoveryPoint, view.End));
            Volatile.Write(ref _lastFlush, Now);
        }
    }

    private void FlushInBackground()
    {
        try
        {
            FlushTo(View.Active.BaseOffset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _options.Logger.FlushFailed(Partition, error);
        }
    }

    private static int CountBehindStart(in LogView view)
    {
        var count = 0;
        while (count < view.Segments.Length - 1 && view.EndOf(count) <= view.Start) count++;
        return count;
    }

    private static int CountOverSize(in LogView view, LogConfig config)
    {
        if (config.RetentionBytes < 0) return 0;
        var excess = -config.RetentionBytes;
        for (var i = 0; i < view.Segments.Length; i++) excess += view.SizeOf(i);
        var count = 0;
        while (count < view.Segments.Length && !IsEmptyActive(view, count) && excess - view.SizeOf(count) >= 0) excess -= view.SizeOf(count++);
        return count;
    }

    private static int CountOverAge(in LogView view, LogConfig config, long now)
    {
        if (config.RetentionMs < 0) return 0;
        var count = 0;
        while (count < view.Segments.Length && !IsEmptyActive(view, count) && now - view.Segments[count].RetentionTimestamp > config.RetentionMs) count++;
        return count;
    }

    private static bool IsEmptyActive(in LogView view, int index) => index == view.Segments.Length - 1 && view.ActiveSize == 0;

    /// <summary>Removes segments from the front; where that is all of them a new one is begun first, unless records came in the meantime.</summary>
    private void RemoveOldest(int count, in LogView counted, long now)
    {
        Segment[] removed;
        LogView view;
        lock (_writing)
        {
            view = View;
            if (view.End != counted.End) count = Math.Min(count, counted.Segments.Length - 1);
            if (count == 0) return;
            if (count == view.Segments.Length) view = Roll(view, now);
            removed = view.Segments[..count];
            var start = Math.Max(view.Start, view.Segments[count].BaseOffset);
            view = view with { Segments = view.Segments[count..], Start = start, Stable = Math.Max(start, view.Stable) };
            foreach (var segment in removed) segment.IsRemoved = true;
            Publish(view);
        }

        foreach (var segment in removed) segment.Delete();
        DeleteStaleSnapshots(view);
        _options.Logger.Removed(Partition, removed.Length, view.Start);
        Moved.Raise();
    }

    /// <summary>Snapshots are of use where a segment begins, and the last one.</summary>
    private void DeleteStaleSnapshots(in LogView view)
    {
        var bases = new HashSet<long>();
        foreach (var segment in view.Segments) bases.Add(segment.BaseOffset);
        foreach (var path in Directory.EnumerateFiles(_directory, "*" + LogFiles.Snapshot))
        {
            if (LogFiles.TryParse(Path.GetFileName(path.AsSpan()), LogFiles.Snapshot, out var offset) && offset < view.Active.BaseOffset && !bases.Contains(offset))
                File.Delete(path);
        }
    }
}
