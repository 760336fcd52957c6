namespace Connect.Broker.Log;

/// <summary>
/// An index file of entries of a fixed size, sorted by what they begin with. New entries are kept in memory and written in bulk: a crash
/// loses them, and recovery makes the file anew. Lookups read the file where it is needed; nothing of it stays in memory.
/// </summary>
internal sealed class SparseIndex(CachedFile file, int entrySize)
{
    private const int PendingLimit = 4096;
    private const int InitialPending = 4;

    private readonly Lock _lock = new();
    private byte[] _pending = [];
    private int _pendingCount;
    private int _written = -1;
    private bool _deleted;

    public delegate bool EntryTest(ReadOnlySpan<byte> entry, long target);

    public CachedFile File { get; } = file;

    public int Count
    {
        get
        {
            lock (_lock) return Written() + _pendingCount;
        }
    }

    public int SizeInBytes => Count * entrySize;

    /// <summary>Begins anew, as an empty file.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            RandomAccess.SetLength(File.Open(FileMode.OpenOrCreate), 0);
            _written = 0;
            _pendingCount = 0;
        }
    }

    public void Append(ReadOnlySpan<byte> entry)
    {
        lock (_lock)
        {
            var end = (_pendingCount + 1) * entrySize;
            if (end > _pending.Length)
            {
                if (end > PendingLimit) WritePending();
                else Array.Resize(ref _pending, Math.Min(PendingLimit, Math.Max(InitialPending * entrySize, _pending.Length * 2)));
            }

            entry.CopyTo(_pending.AsSpan(_pendingCount * entrySize));
            _pendingCount++;
        }
    }

    /// <summary>Writes what is in memory to the file.</summary>
    public void Write()
    {
        lock (_lock) WritePending();
    }

    /// <summary>The segment is closed: nothing will be appended and nothing is kept.</summary>
    public void Seal()
    {
        lock (_lock)
        {
            WritePending();
            _pending = [];
        }
    }

    /// <summary>Removes the file; a flush that comes too late does not bring it back.</summary>
    public void Delete()
    {
        lock (_lock)
        {
            _deleted = true;
            File.Delete();
        }
    }

    public void Flush()
    {
        Write();
        if (File.TryOpen() is { } handle) RandomAccess.FlushToDisk(handle);
    }

    public bool TryLast(Span<byte> entry)
    {
        lock (_lock)
        {
            var count = Written() + _pendingCount;
            return count > 0 && TryRead(count - 1, entry);
        }
    }

    /// <summary>The last entry for which <paramref name="holds"/>; it must hold for a first part of the entries and for none after.</summary>
    public bool TryFindLast(EntryTest holds, long target, Span<byte> entry)
    {
        int low, high;
        lock (_lock)
        {
            low = -1;
            high = Written() + _pendingCount;
            if (_pendingCount > 0 && holds(Pending(0), target))
            {
                // All that is written holds too: only memory is searched.
                low = high - _pendingCount;
                Search(holds, target, entry, ref low, ref high);
                return TryRead(low, entry);
            }

            high -= _pendingCount;
        }

        // Entries in the file never change, so they are read without the lock.
        Search(holds, target, entry, ref low, ref high);
        return low >= 0 && TryReadFile(low, entry);
    }

    private void Search(EntryTest holds, long target, Span<byte> entry, ref int low, ref int high)
    {
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (!TryRead(middle, entry)) high = middle;
            else if (holds(entry, target)) low = middle;
            else high = middle;
        }
    }

    private bool TryRead(int index, Span<byte> entry)
    {
        var written = Volatile.Read(ref _written);
        if (index < written) return TryReadFile(index, entry);
        Pending(index - written).CopyTo(entry);
        return true;
    }

    private ReadOnlySpan<byte> Pending(int index) => _pending.AsSpan(index * entrySize, entrySize);

    private bool TryReadFile(int index, Span<byte> entry) =>
        File.TryOpen() is { } handle && RandomAccess.Read(handle, entry[..entrySize], (long)index * entrySize) == entrySize;

    private int Written()
    {
        if (_written < 0) _written = File.TryOpen() is { } handle ? (int)(RandomAccess.GetLength(handle) / entrySize) : 0;
        return _written;
    }

    private void WritePending()
    {
        if (_pendingCount == 0 || _deleted) return;
        var written = Written();
        RandomAccess.Write(File.Open(FileMode.OpenOrCreate), _pending.AsSpan(0, _pendingCount * entrySize), (long)written * entrySize);
        Volatile.Write(ref _written, written + _pendingCount);
        _pendingCount = 0;
    }
}
