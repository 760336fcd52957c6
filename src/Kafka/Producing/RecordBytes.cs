using System.Buffers;
using System.Text;

namespace Connect.Kafka.Producing;

/// <summary>The bytes of one record after another in one buffer that is used again: key, value and headers as pieces of it.</summary>
internal sealed class RecordBytes
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly List<(Piece Name, Piece? Value)> _headers = [];

    /// <summary>A piece of the buffer.</summary>
    public readonly record struct Piece(int Start, int Length);

    /// <summary>The key; null if the record has none.</summary>
    public Piece? Key { get; private set; }

    /// <summary>The value; null if the record has none.</summary>
    public Piece? Value { get; private set; }

    public int HeaderCount => _headers.Count;

    public ReadOnlySpan<byte> Bytes => _buffer.WrittenSpan;

    /// <summary>Where to write; each of the methods below takes what was written since the last.</summary>
    public IBufferWriter<byte> Output => _buffer;

    /// <summary>Where the next piece starts.</summary>
    public int Position => _buffer.WrittenCount;

    public (Piece Name, Piece? Value) Header(int index) => _headers[index];

    public byte[]? ToArray(Piece? piece) => piece is { } p ? Bytes.Slice(p.Start, p.Length).ToArray() : null;

    public void Clear()
    {
        _buffer.ResetWrittenCount();
        _headers.Clear();
        Key = Value = null;
    }

    /// <summary>Takes over a record that is bytes already.</summary>
    public void Set(ReadOnlySpan<byte> key, bool hasKey, ReadOnlySpan<byte> value, bool hasValue)
    {
        Clear();
        var start = Position;
        _buffer.Write(key);
        SetKey(start, hasKey);
        start = Position;
        _buffer.Write(value);
        SetValue(start, hasValue);
    }

    /// <summary>
    /// The most that the record takes in a request, as Kafka's Java client estimates it before it compares with <c>max.request.size</c>
    /// (<c>AbstractRecords.estimateSizeInBytesUpperBound</c>).
    /// </summary>
    public int SizeInRequest
    {
        get
        {
            const int batchOverhead = 61;
            const int recordOverhead = 21;
            var size = batchOverhead + recordOverhead + SizeOf(Key) + SizeOf(Value) + VarintSize(_headers.Count);
            foreach (var (name, value) in _headers) size += SizeOf(name) + SizeOf(value);
            return size;
        }
    }

    private static int SizeOf(Piece? piece) => piece is { } p ? VarintSize(p.Length) + p.Length : 1;

    private static int VarintSize(int value)
    {
        var bytes = 1;
        for (var rest = (uint)value << 1; rest >= 0x80; rest >>= 7) bytes++;
        return bytes;
    }

    public void SetKey(int start, bool isThere) => Key = isThere ? Since(start) : null;

    public void SetValue(int start, bool isThere) => Value = isThere ? Since(start) : null;

    /// <summary>The name of a header, which C wants to end in a zero.</summary>
    public void AddHeader(string name, Func<IBufferWriter<byte>, bool> write)
    {
        var start = Position;
        Encoding.UTF8.GetBytes(name, _buffer);
        var key = Since(start);
        _buffer.GetSpan(1)[0] = 0;
        _buffer.Advance(1);
        start = Position;
        var isThere = write(_buffer);
        _headers.Add((key, isThere ? Since(start) : null));
    }

    public void AddHeader(string name, byte[]? value) => AddHeader(name, output =>
    {
        if (value is not null) output.Write(value);
        return value is not null;
    });

    private Piece Since(int start) => new(start, Position - start);
}
