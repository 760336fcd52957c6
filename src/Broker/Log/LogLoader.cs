using System.Buffers;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>What was found on the disk.</summary>
internal sealed record LoadedLog(List<Segment> Segments, ProducerStates Producers, long Start, long End, long RecoveryPoint);

/// <summary>
/// Opens the files of a partition. After a clean stop only the end of the last segment is looked at; else everything from the recovery point
/// on is read and checked, what is torn is cut, and indexes and producers' state are made anew.
/// </summary>
internal sealed class LogLoader(string directory, TopicPartition partition, LogConfig config, LogOptions options, LogCheckpoint last)
{
    private readonly ProducerStates _producers = new();
    private readonly List<Segment> _segments = [];
    private readonly HashSet<string> _names = [];
    private readonly SortedSet<long> _snapshots = [];
    private readonly long _now = options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public LoadedLog Load()
    {
        Directory.CreateDirectory(directory);
        Scan();
        long end, recovered;
        if (_segments.Count == 0)
        {
            _segments.Add(Segment.Create(options.Files, directory, last.StartOffset, _now));
            DirectoryFlush.Flush(directory);
            end = recovered = last.StartOffset;
        }
        else if (last.CleanShutdown && TryFindEnd(out end))
        {
            recovered = end;
            LoadProducers(end, _segments.Count);
        }
        else
        {
            recovered = Math.Max(last.RecoveryPoint, _segments[0].BaseOffset);
            end = Recover(Math.Max(0, _segments.FindLastIndex(s => s.BaseOffset <= last.RecoveryPoint)));
            recovered = Math.Min(recovered, end);
        }

        var start = Math.Max(last.StartOffset, _segments[0].BaseOffset);
        if (start > end)
        {
            options.Logger.StartBehindEnd(partition, end, start);
            BeginAt(start);
            end = recovered = start;
        }

        DeleteSnapshots(offset => offset != _snapshots.Max && !_segments.Exists(s => s.BaseOffset == offset));
        _producers.Expire(_now, options.ProducerIdExpirationMs);
        return new LoadedLog(_segments, _producers, start, end, recovered);
    }

    private void Scan()
    {
        LogSwap.Finish(directory);
        var logs = new SortedDictionary<long, long>();
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles())
        {
            _names.Add(file.Name);
            if (LogFiles.TryParse(file.Name, LogFiles.Log, out var offset)) logs[offset] = file.Length;
            else if (LogFiles.TryParse(file.Name, LogFiles.Snapshot, out offset)) _snapshots.Add(offset);
        }

        foreach (var name in _names)
        {
            if (IsIndex(name, out var offset) && !logs.ContainsKey(offset)) File.Delete(Path.Combine(directory, name));
        }

        foreach (var (offset, size) in logs) _segments.Add(Segment.Open(options.Files, directory, offset, size, _now));
        if (_segments.Count == 0) DeleteSnapshots(_ => true);
    }

    private static bool IsIndex(string name, out long offset) =>
        LogFiles.TryParse(name, LogFiles.Index, out offset)
        || LogFiles.TryParse(name, LogFiles.TimeIndex, out offset)
        || LogFiles.TryParse(name, LogFiles.TransactionIndex, out offset);

    private bool HasIndexes(Segment segment) =>
        _names.Contains(LogFiles.Name(segment.BaseOffset, LogFiles.Index)) && _names.Contains(LogFiles.Name(segment.BaseOffset, LogFiles.TimeIndex));

    /// <summary>After a clean stop: where the last segment ends. False where something is not as a clean stop leaves it.</summary>
    private bool TryFindEnd(out long end)
    {
        var active = _segments[^1];
        end = active.BaseOffset;
        if (_segments.Exists(s => !HasIndexes(s))) return false;
        if (active.Size == 0) return true;
        var (position, next) = active.LastBoundary(0, end, active.Size, active.Size);
        end = next;
        return position == active.Size && next >= 0;
    }

    private long Recover(int first)
    {
        // The indexes of earlier segments were flushed with them; still, what is missing is made anew.
        for (var i = 0; i < first; i++)
            if (!HasIndexes(_segments[i])) first = i;
        var end = _segments[first].BaseOffset;
        options.Logger.Recovering(partition, end);
        DeleteSnapshots(offset => offset > end);
        LoadProducers(end, first);
        for (var i = first; i < _segments.Count; i++)
        {
            var segment = _segments[i];
            if (i > first) Snapshot(segment.BaseOffset);
            var size = segment.Size;
            var whole = RecoverSegment(segment, size, ref end);
            if (whole == size) continue;
            options.Logger.Torn(partition, segment.BaseOffset, whole, size - whole);
            RandomAccess.SetLength(segment.Log.Open(), whole);
            for (var j = _segments.Count - 1; j > i; j--)
            {
                options.Logger.Orphaned(partition, _segments[j].BaseOffset);
                _segments[j].Delete();
                _segments.RemoveAt(j);
            }
        }

        // Recovered segments that are not the last one are closed like any other.
        for (var i = first; i < _segments.Count - 1; i++) _segments[i].Seal();
        Snapshot(end);
        return end;
    }

    /// <summary>Checks a segment batch by batch and rebuilds its indexes; the size of what is whole.</summary>
    private long RecoverSegment(Segment segment, long size, ref long end)
    {
        segment.BeginRebuild();
        var file = segment.Log.Open();
        Span<byte> header = stackalloc byte[RecordBatchHeader.Size];
        var chunk = ArrayPool<byte>.Shared.Rent(256 << 10);
        try
        {
            var cursor = new BatchCursor(file, header, 0, size);
            while (cursor.Next())
            {
                var batch = cursor.Header;
                if (batch.BaseOffset < Math.Max(end, segment.BaseOffset) || batch.LastOffsetDelta < 0 || batch.LastOffset - segment.BaseOffset > int.MaxValue) break;
                if (SumOf(file, cursor.Position, cursor.Size, chunk) != batch.Crc) break;
                segment.Account(batch, config.IndexIntervalBytes);
                Replay(batch, segment, cursor.Position, intoIndex: true);
                end = batch.NextOffset;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return segment.Size;
    }

    private static uint SumOf(Microsoft.Win32.SafeHandles.SafeFileHandle file, long position, int size, byte[] chunk)
    {
        var sum = 0u;
        for (long at = position + RecordBatchHeader.AttributesOffset, to = position + size; at < to;)
        {
            var read = RandomAccess.Read(file, chunk.AsSpan(0, (int)Math.Min(chunk.Length, to - at)), at);
            if (read == 0) return ~sum;
            sum = Crc32C.Append(sum, chunk.AsSpan(0, read));
            at += read;
        }

        return sum;
    }

    /// <summary>The producers' state at an offset: from the last snapshot before it and the batches since then.</summary>
    private void LoadProducers(long end, int upTo)
    {
        var from = _segments[0].BaseOffset;
        foreach (var snapshot in _snapshots.Reverse())
        {
            if (snapshot > end || snapshot < from) continue;
            _producers.Clear();
            if (!ProducerSnapshotFile.TryRead(LogFiles.Path(directory, snapshot, LogFiles.Snapshot), _producers)) continue;
            from = snapshot;
            break;
        }

        Span<byte> buffer = stackalloc byte[BatchCursor.BufferSize];
        for (var i = Math.Max(0, _segments.FindLastIndex(s => s.BaseOffset <= from)); i < upTo; i++)
        {
            if (from >= end) return;
            var segment = _segments[i];
            var cursor = new BatchCursor(segment.Log.Open(), buffer, 0, segment.Size);
            while (cursor.Next())
                if (cursor.Header.BaseOffset >= from) Replay(cursor.Header, segment, cursor.Position, intoIndex: false);
        }
    }

    private void Replay(in RecordBatchHeader batch, Segment segment, long position, bool intoIndex)
    {
        if (!batch.HasProducerId) return;
        if (batch.IsControl)
        {
            if (!ControlRecord.TryReadMarker(segment.Log.Open(), position, batch, out var marker)) return;
            if (_producers.Ended(marker) is not { Aborted: true } ended || !intoIndex) return;
            var stable = Math.Min(_producers.FirstOpenOffset, marker.Offset + 1);
            segment.Aborted.Append(new AbortedEntry(ended.ProducerId, ended.FirstOffset, ended.LastOffset, stable));
        }
        else
        {
            _producers.Appended(batch, batch.BaseOffset, batch.MaxTimestamp);
        }
    }

    private void Snapshot(long offset)
    {
        ProducerSnapshotFile.Write(LogFiles.Path(directory, offset, LogFiles.Snapshot), _producers);
        _snapshots.Add(offset);
    }

    private void DeleteSnapshots(Func<long, bool> which)
    {
        foreach (var offset in _snapshots.Where(which).ToArray())
        {
            File.Delete(LogFiles.Path(directory, offset, LogFiles.Snapshot));
            _snapshots.Remove(offset);
        }
    }

    private void BeginAt(long start)
    {
        foreach (var segment in _segments) segment.Delete();
        _segments.Clear();
        DeleteSnapshots(_ => true);
        _producers.Clear();
        _segments.Add(Segment.Create(options.Files, directory, start, _now));
    }
}
