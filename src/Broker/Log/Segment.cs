using System.Buffers.Binary;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>Where a batch is in its segment.</summary>
internal readonly record struct BatchPlace(long Position, int Size, long BaseOffset, long LastOffset);

/// <summary>
/// One segment: a file of batches and its indexes. Appended to by one writer under the log's lock; readers stay below the size that the log
/// has published and need no lock.
/// </summary>
internal sealed class Segment
{
    public const int OffsetEntrySize = 8;
    public const int TimeEntrySize = 12;
    private const long Unknown = long.MinValue;

    private readonly long _created;
    private long _maxTimestamp;
    private long _maxTimestampOffset;
    private long _firstTimestamp = Unknown;
    private int _sinceIndexEntry;
    private bool _removed;

    private Segment(FileHandles files, string directory, long baseOffset, long size, long created, long maxTimestamp, string suffix)
    {
        BaseOffset = baseOffset;
        Size = size;
        _created = created;
        _maxTimestamp = maxTimestamp;
        Log = new CachedFile(files, LogFiles.Path(directory, baseOffset, LogFiles.Log + suffix));
        Offsets = new SparseIndex(new CachedFile(files, LogFiles.Path(directory, baseOffset, LogFiles.Index + suffix)), OffsetEntrySize);
        Times = new SparseIndex(new CachedFile(files, LogFiles.Path(directory, baseOffset, LogFiles.TimeIndex + suffix)), TimeEntrySize);
        Aborted = new TransactionIndex(new CachedFile(files, LogFiles.Path(directory, baseOffset, LogFiles.TransactionIndex + suffix)));
    }

    public long BaseOffset { get; }

    /// <summary>The bytes written; what of the active segment may be read is in the log's view.</summary>
    public long Size { get; private set; }

    public CachedFile Log { get; }

    public SparseIndex Offsets { get; }

    public SparseIndex Times { get; }

    public TransactionIndex Aborted { get; }

    /// <summary>The segment is no part of its log any more: reads that meet a missing file begin again.</summary>
    public bool IsRemoved
    {
        get => Volatile.Read(ref _removed);
        set => Volatile.Write(ref _removed, value);
    }

    /// <summary>The largest timestamp of a record, -1 without one.</summary>
    public long MaxTimestamp
    {
        get
        {
            LoadMaxTimestamp();
            return _maxTimestamp;
        }
    }

    /// <summary>The last offset of the first batch with the largest timestamp.</summary>
    public long MaxTimestampOffset
    {
        get
        {
            LoadMaxTimestamp();
            return _maxTimestampOffset;
        }
    }

    /// <summary>The largest timestamp of the first batch, -1 without one.</summary>
    public long FirstTimestamp
    {
        get
        {
            if (_firstTimestamp != Unknown) return _firstTimestamp;
            Span<byte> buffer = stackalloc byte[RecordBatchHeader.Size];
            var cursor = new BatchCursor(Log.Open(), buffer, 0, Size);
            return _firstTimestamp = cursor.Next() ? cursor.Header.MaxTimestamp : -1;
        }
    }

    /// <summary>What retention by time looks at: the largest timestamp, or where no record has one the time of the last write.</summary>
    public long RetentionTimestamp =>
        MaxTimestamp >= 0 ? MaxTimestamp : new DateTimeOffset(File.GetLastWriteTimeUtc(Log.Path)).ToUnixTimeMilliseconds();

    /// <summary>A new, empty segment. What may be left of one of that name is overwritten.</summary>
    public static Segment Create(FileHandles files, string directory, long baseOffset, long now, string suffix = "")
    {
        var segment = new Segment(files, directory, baseOffset, 0, now, -1, suffix) { _maxTimestampOffset = baseOffset };
        RandomAccess.SetLength(segment.Log.Open(FileMode.OpenOrCreate), 0);
        segment.Offsets.Clear();
        segment.Times.Clear();
        segment.Aborted.Clear();
        return segment;
    }

    /// <summary>A segment that is there; its end is where its file ends.</summary>
    public static Segment Open(FileHandles files, string directory, long baseOffset, long size, long now) =>
        new(files, directory, baseOffset, size, now, Unknown, "");

    public void Append(ReadOnlySpan<byte> batch, int indexInterval)
    {
        RandomAccess.Write(Log.Open(), batch, Size);
        Account(new RecordBatchHeader(batch), indexInterval);
    }

    /// <summary>Takes note of a batch that is at the end of the file: size, timestamps, index entries.</summary>
    public void Account(in RecordBatchHeader header, int indexInterval)
    {
        if (Size == 0 || _maxTimestamp == Unknown)
        {
            LoadMaxTimestamp();
            if (Size == 0) _firstTimestamp = header.MaxTimestamp;
        }

        if (header.MaxTimestamp > _maxTimestamp)
        {
            _maxTimestamp = header.MaxTimestamp;
            _maxTimestampOffset = header.LastOffset;
        }

        if (_sinceIndexEntry > indexInterval)
        {
            Span<byte> entry = stackalloc byte[OffsetEntrySize];
            BinaryPrimitives.WriteInt32BigEndian(entry, (int)(header.LastOffset - BaseOffset));
            BinaryPrimitives.WriteInt32BigEndian(entry[4..], (int)Size);
            Offsets.Append(entry);
            AppendTimeEntry();
            _sinceIndexEntry = 0;
        }

        _sinceIndexEntry += (int)header.SizeInBytes;
        Size += header.SizeInBytes;
    }

    /// <summary>Whether a batch goes to a new segment, by the rules of segment.bytes, segment.ms, the indexes' size and the width of relative offsets.</summary>
    public bool MustRollFor(int bytes, long maxTimestamp, long lastOffset, LogConfig config, long now)
    {
        if (lastOffset - BaseOffset > int.MaxValue) return true;
        if (Size == 0) return false;
        if (Size > Math.Min(config.SegmentBytes, int.MaxValue) - bytes) return true;
        if (Offsets.SizeInBytes > config.IndexMaxBytes - OffsetEntrySize || Times.SizeInBytes > config.IndexMaxBytes - TimeEntrySize) return true;
        return Waited(maxTimestamp, now) > config.RollMs;
    }

    /// <summary>The first batch at or after <paramref name="position"/> that has <paramref name="offset"/> or a later one.</summary>
    public bool TryFind(long offset, long position, long limit, out BatchPlace place)
    {
        Span<byte> entry = stackalloc byte[OffsetEntrySize];
        if (Offsets.TryFindLast(static (e, target) => BinaryPrimitives.ReadInt32BigEndian(e) <= target, offset - BaseOffset, entry))
            position = Math.Max(position, Start(entry, limit));
        Span<byte> buffer = stackalloc byte[BatchCursor.BufferSize];
        var cursor = new BatchCursor(Log.Open(), buffer, position, limit);
        while (cursor.Next())
        {
            var header = cursor.Header;
            if (header.LastOffset < offset) continue;
            place = new BatchPlace(cursor.Position, cursor.Size, header.BaseOffset, header.LastOffset);
            return true;
        }

        place = default;
        return false;
    }

    /// <summary>The end of the last whole batch that ends at or before <paramref name="end"/>, and the offset behind it; both as given when none does.</summary>
    public (long Position, long NextOffset) LastBoundary(long position, long nextOffset, long end, long limit)
    {
        Span<byte> entry = stackalloc byte[OffsetEntrySize];
        var from = position;
        if (Offsets.TryFindLast(static (e, target) => BinaryPrimitives.ReadInt32BigEndian(e[4..]) <= target, end, entry))
            from = Math.Max(from, Start(entry, limit));
        Span<byte> buffer = stackalloc byte[BatchCursor.BufferSize];
        var cursor = new BatchCursor(Log.Open(), buffer, from, limit);
        var boundary = from;
        var next = from == position ? nextOffset : -1;
        while (cursor.Next())
        {
            if (cursor.Position + cursor.Size > end)
            {
                if (next < 0) next = cursor.Header.BaseOffset;
                break;
            }

            boundary = cursor.Position + cursor.Size;
            next = cursor.Header.NextOffset;
        }

        return (boundary, next);
    }

    /// <summary>Where to begin looking for a timestamp: no record before has it or a later one.</summary>
    public long PositionBefore(long timestamp, long limit)
    {
        Span<byte> entry = stackalloc byte[TimeEntrySize];
        if (!Times.TryFindLast(static (e, target) => BinaryPrimitives.ReadInt64BigEndian(e) <= target, timestamp, entry)) return 0;
        var offset = BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
        return Offsets.TryFindLast(static (e, target) => BinaryPrimitives.ReadInt32BigEndian(e) <= target, offset, entry) ? Start(entry, limit) : 0;
    }

    /// <summary>No more appends: the indexes are written whole, the time index with the largest timestamp as its last entry.</summary>
    public void Seal()
    {
        AppendTimeEntry();
        Offsets.Seal();
        Times.Seal();
    }

    public void FlushToDisk()
    {
        if (Log.TryOpen() is { } handle) RandomAccess.FlushToDisk(handle);
        Offsets.Flush();
        Times.Flush();
        Aborted.Flush();
    }

    /// <summary>Cuts the file and forgets the indexes; the batches that remain are to be accounted for again.</summary>
    public void BeginRebuild()
    {
        Size = 0;
        _maxTimestamp = -1;
        _maxTimestampOffset = BaseOffset;
        _firstTimestamp = Unknown;
        _sinceIndexEntry = 0;
        Offsets.Clear();
        Times.Clear();
        Aborted.Clear();
    }

    public void Release()
    {
        Log.Release();
        Offsets.File.Release();
        Times.File.Release();
        Aborted.File.Release();
    }

    /// <summary>Removes the files, the batches first: indexes without them are recognized as left over.</summary>
    public void Delete()
    {
        IsRemoved = true;
        Log.Delete();
        Offsets.Delete();
        Times.Delete();
        Aborted.File.Delete();
    }

    private static long Start(ReadOnlySpan<byte> entry, long limit)
    {
        var position = BinaryPrimitives.ReadInt32BigEndian(entry[4..]);
        return position < limit ? position : 0;
    }

    private long Waited(long maxTimestamp, long now) => FirstTimestamp >= 0 ? maxTimestamp - FirstTimestamp : now - _created;

    private void AppendTimeEntry()
    {
        LoadMaxTimestamp();
        if (_maxTimestamp < 0) return;
        Span<byte> entry = stackalloc byte[TimeEntrySize];
        if (Times.TryLast(entry) && BinaryPrimitives.ReadInt64BigEndian(entry) >= _maxTimestamp) return;
        BinaryPrimitives.WriteInt64BigEndian(entry, _maxTimestamp);
        BinaryPrimitives.WriteInt32BigEndian(entry[8..], (int)(_maxTimestampOffset - BaseOffset));
        Times.Append(entry);
    }

    private void LoadMaxTimestamp()
    {
        if (Volatile.Read(ref _maxTimestamp) != Unknown) return;
        Span<byte> entry = stackalloc byte[TimeEntrySize];
        if (Times.TryLast(entry))
        {
            _maxTimestampOffset = BaseOffset + BinaryPrimitives.ReadInt32BigEndian(entry[8..]);
            Volatile.Write(ref _maxTimestamp, BinaryPrimitives.ReadInt64BigEndian(entry));
        }
        else
        {
            _maxTimestampOffset = BaseOffset;
            Volatile.Write(ref _maxTimestamp, -1);
        }
    }
}
