using System.Buffers.Binary;

namespace Connect.Broker.Log;

/// <summary>An aborted transaction as it is written down with the marker that ended it.</summary>
internal readonly record struct AbortedEntry(long ProducerId, long FirstOffset, long LastOffset, long LastStableOffset);

/// <summary>The aborted transactions whose markers are in one segment, in the order of the markers. Kept in a file that exists when there are any.</summary>
internal sealed class TransactionIndex(CachedFile file)
{
    private const int EntrySize = 34;
    private int _count = -1;

    public CachedFile File { get; } = file;

    public int Count
    {
        get
        {
            var count = Volatile.Read(ref _count);
            if (count >= 0) return count;
            count = System.IO.File.Exists(File.Path) ? (int)(RandomAccess.GetLength(File.Open()) / EntrySize) : 0;
            Interlocked.CompareExchange(ref _count, count, -1);
            return Volatile.Read(ref _count);
        }
    }

    /// <summary>Only under the log's lock. Readers see the entry when it is whole.</summary>
    public void Append(AbortedEntry entry)
    {
        Span<byte> bytes = stackalloc byte[EntrySize];
        BinaryPrimitives.WriteInt16BigEndian(bytes, 0);
        BinaryPrimitives.WriteInt64BigEndian(bytes[2..], entry.ProducerId);
        BinaryPrimitives.WriteInt64BigEndian(bytes[10..], entry.FirstOffset);
        BinaryPrimitives.WriteInt64BigEndian(bytes[18..], entry.LastOffset);
        BinaryPrimitives.WriteInt64BigEndian(bytes[26..], entry.LastStableOffset);
        var count = Count;
        RandomAccess.Write(File.Open(FileMode.OpenOrCreate), bytes, (long)count * EntrySize);
        Volatile.Write(ref _count, count + 1);
    }

    /// <summary>Makes the file even though nothing is in it.</summary>
    public void Create() => RandomAccess.SetLength(File.Open(FileMode.OpenOrCreate), 0);

    public void Clear()
    {
        if (System.IO.File.Exists(File.Path)) RandomAccess.SetLength(File.Open(), 0);
        Volatile.Write(ref _count, 0);
    }

    public void Flush()
    {
        if (Count > 0 && File.TryOpen() is { } handle) RandomAccess.FlushToDisk(handle);
    }

    /// <summary>
    /// Adds those that overlap [<paramref name="from"/>, <paramref name="to"/>). True when no later segment can have more of them: the stable
    /// offset had passed the range when the last one was written.
    /// </summary>
    public bool Collect(long from, long to, List<AbortedEntry> found)
    {
        var count = Count;
        for (var i = FirstEndingAt(from, count); i < count; i++)
        {
            if (!TryRead(i, out var entry)) return false;
            if (entry.FirstOffset < to) found.Add(entry);
            if (entry.LastStableOffset >= to) return true;
        }

        return false;
    }

    private int FirstEndingAt(long offset, int count)
    {
        int low = 0, high = count;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (TryRead(middle, out var entry) && entry.LastOffset < offset) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private bool TryRead(int index, out AbortedEntry entry)
    {
        Span<byte> bytes = stackalloc byte[EntrySize];
        entry = default;
        if (File.TryOpen() is not { } handle || RandomAccess.Read(handle, bytes, (long)index * EntrySize) != EntrySize) return false;
        entry = new AbortedEntry(
            BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[10..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[18..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[26..]));
        return true;
    }
}
