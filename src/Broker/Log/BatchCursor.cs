using Connect.Broker.Records;
using Microsoft.Win32.SafeHandles;

namespace Connect.Broker.Log;

/// <summary>Goes through the headers of a segment's batches, reading little of what is between them.</summary>
internal ref struct BatchCursor
{
    /// <summary>A good size for the buffer: a few headers of small batches at once.</summary>
    public const int BufferSize = 1024;

    private readonly SafeFileHandle _file;
    private readonly Span<byte> _buffer;
    private readonly long _limit;
    private long _bufferStart;
    private int _buffered;
    private long _next;

    /// <param name="file">The segment's file.</param>
    /// <param name="buffer">At least one header's size.</param>
    /// <param name="position">Where a batch begins.</param>
    /// <param name="limit">The end of what may be read; it is the end of a batch.</param>
    public BatchCursor(SafeFileHandle file, Span<byte> buffer, long position, long limit)
    {
        _file = file;
        _buffer = buffer;
        _next = position;
        _limit = limit;
    }

    /// <summary>Where the current batch begins.</summary>
    public long Position { get; private set; }

    /// <summary>The current batch's bytes.</summary>
    public int Size { get; private set; }

    public readonly RecordBatchHeader Header => new(_buffer[(int)(Position - _bufferStart)..]);

    /// <summary>False at the end, which is also where something cannot be a batch.</summary>
    public bool Next()
    {
        Position = _next;
        if (_limit - Position < RecordBatchHeader.Size) return false;
        if (Position < _bufferStart || Position + RecordBatchHeader.Size > _bufferStart + _buffered)
        {
            _bufferStart = Position;
            _buffered = 0;
            var wanted = (int)Math.Min(_buffer.Length, _limit - Position);
            while (_buffered < RecordBatchHeader.Size)
            {
                var read = RandomAccess.Read(_file, _buffer[_buffered..wanted], _bufferStart + _buffered);
                if (read == 0) return false;
                _buffered += read;
            }
        }

        var size = Header.SizeInBytes;
        if (size < RecordBatchHeader.Size || size > _limit - Position || Header.Magic != RecordBatchHeader.CurrentMagic) return false;
        Size = (int)size;
        _next = Position + size;
        return true;
    }
}
