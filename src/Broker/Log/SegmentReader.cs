using System.Buffers;
using Connect.Broker.Records;
using Microsoft.Win32.SafeHandles;

namespace Connect.Broker.Log;

/// <summary>Reads a closed segment's batches one after the other in large pieces.</summary>
internal sealed class SegmentReader(SafeFileHandle file, long size) : IDisposable
{
    private const int PieceSize = 256 << 10;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
    private long _position;
    private int _start;
    private int _end;

    /// <summary>The next batch, valid until the next call. False at the end.</summary>
    public bool Next(out Memory<byte> batch)
    {
        batch = default;
        if (!Have(RecordBatchHeader.Size)) return false;
        var length = new RecordBatchHeader(_buffer.AsSpan(_start)).SizeInBytes;
        if (length < RecordBatchHeader.Size || length > size - _position + (_end - _start) || !Have((int)length)) return false;
        batch = _buffer.AsMemory(_start, (int)length);
        _start += (int)length;
        return true;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool Have(int bytes)
    {
        if (_end - _start >= bytes) return true;
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (bytes > _buffer.Length)
        {
            var grown = ArrayPool<byte>.Shared.Rent(bytes);
            rest.CopyTo(grown);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = grown;
        }
        else
        {
            rest.CopyTo(_buffer);
        }

        (_start, _end) = (0, rest.Length);
        while (_end < bytes)
        {
            var read = RandomAccess.Read(file, _buffer.AsSpan(_end, (int)Math.Min(_buffer.Length - _end, size - _position)), _position);
            if (read == 0) return false;
            _end += read;
            _position += read;
        }

        return true;
    }
}
