using System.Buffers.Binary;

namespace Connect.Broker.Transactions;

/// <summary>
/// Gives out producer ids, each once, also over crashes: a block of ids is marked as used on disk before its first one is given.
/// The file has two slots that are written in turn, so that a torn write leaves the older mark readable (whose successor was not given
/// out yet).
/// </summary>
internal sealed class ProducerIdSource
{
    public const int BlockSize = 1000;

    private const int SlotSize = 16;

    private readonly Lock _gate = new();
    private readonly string _path;
    private long _next;
    private long _reserved;
    private int _slot;

    private ProducerIdSource(string path) => _path = path;

    /// <summary>Opens the file in the broker's data folder; it is created when the first id is needed.</summary>
    /// <exception cref="InvalidDataException">The file is there and is not one of these.</exception>
    public static ProducerIdSource Open(string path)
    {
        var source = new ProducerIdSource(path);
        if (File.Exists(path)) source.Recall(File.ReadAllBytes(path));
        source._next = source._reserved;
        return source;
    }

    /// <exception cref="IOException">The disk does not take the mark; no id is given then.</exception>
    public long Next()
    {
        lock (_gate)
        {
            if (_next == _reserved) Reserve(_next + BlockSize);
            return _next++;
        }
    }

    /// <summary>Never gives <paramref name="producerId"/> or less from now on: it was met in the log, whatever the file says.</summary>
    public void SkipTo(long producerId)
    {
        lock (_gate)
        {
            if (producerId < _next) return;
            _next = producerId + 1;
            if (_next > _reserved) _reserved = _next;
        }
    }

    private void Reserve(long upTo)
    {
        Span<byte> slot = stackalloc byte[SlotSize];
        BinaryPrimitives.WriteInt64BigEndian(slot, upTo);
        BinaryPrimitives.WriteInt64BigEndian(slot[8..], ~upTo);
        using (var file = File.OpenHandle(_path, FileMode.OpenOrCreate, FileAccess.Write))
        {
            RandomAccess.Write(file, slot, (long)_slot * SlotSize);
            RandomAccess.FlushToDisk(file);
        }

        _slot ^= 1;
        _reserved = upTo;
    }

    private void Recall(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty) return; // a crash between creating and writing it: nothing was given
        var found = -1L;
        for (var i = 0; i < 2 && file.Length >= (i + 1) * SlotSize; i++)
        {
            var value = BinaryPrimitives.ReadInt64BigEndian(file[(i * SlotSize)..]);
            if (value < 0 || BinaryPrimitives.ReadInt64BigEndian(file[(i * SlotSize + 8)..]) != ~value || value <= found) continue;
            found = value;
            _slot = i ^ 1;
        }

        // The very first mark may be torn: then the file is short or was only made longer, and nothing was given either.
        if (found < 0 && file.Length >= SlotSize && file.ContainsAnyExcept((byte)0))
            throw new InvalidDataException($"{_path} is not a file of used producer ids");
        _reserved = Math.Max(found, 0);
    }
}
