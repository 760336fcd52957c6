using System.Buffers;
using System.Text;

namespace Connect.Runtime.Kafka.Producing;

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

    public void Clear()
    {
        _buffer.ResetWrittenCount();
        _headers.Clear();
        Key = Value = null;
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

    private Piece Since(int start) => new(start, Position - start);
}
