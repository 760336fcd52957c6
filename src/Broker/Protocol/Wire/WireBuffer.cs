using System.Buffers;
using System.Runtime.InteropServices;
using Connect.Broker.Log;

namespace Connect.Broker.Protocol.Wire;

/// <summary>
/// What a message is written to: a pooled, growing array, and the places in it where pieces of log files belong. Those are sent straight
/// from the file, so a fetch answer costs only its headers here.
/// </summary>
internal sealed class WireBuffer : IDisposable
{
    private const int InitialSize = 512;

    private readonly List<Splice> _splices = [];
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _spliced;

    /// <summary>Bytes in the array itself.</summary>
    public int Written { get; private set; }

    /// <summary>Bytes of the whole message, file pieces included.</summary>
    public int TotalLength => Written + _spliced;

    public ReadOnlySpan<Splice> Splices => CollectionsMarshal.AsSpan(_splices);

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Written);

    public Span<byte> Span => _bytes.AsSpan(0, Written);

    /// <summary>The next <paramref name="length"/> bytes, to be filled by the caller.</summary>
    public Span<byte> Append(int length)
    {
        if (_bytes.Length - Written < length) Grow(length);
        var span = _bytes.AsSpan(Written, length);
        Written += length;
        return span;
    }

    /// <summary>Makes room in front of what was written from <paramref name="position"/> on.</summary>
    public Span<byte> Insert(int position, int length)
    {
        var tail = Written - position;
        Append(length);
        _bytes.AsSpan(position, tail).CopyTo(_bytes.AsSpan(position + length));
        return _bytes.AsSpan(position, length);
    }

    public void AppendFile(FileSlice slice)
    {
        if (slice.Length == 0) return;
        _splices.Add(new Splice(Written, slice));
        _spliced += slice.Length;
    }

    public void Clear()
    {
        Written = 0;
        _spliced = 0;
        _splices.Clear();
    }

    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        Clear();
        if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Written + length));
        _bytes.AsSpan(0, Written).CopyTo(larger);
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    /// <summary>A piece of a file that belongs in front of the byte at <paramref name="Position"/>.</summary>
    internal readonly record struct Splice(int Position, FileSlice Slice);
}
