using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Connect.Connectors.Mirror.Formats;

/// <summary>Values in the way of Kafka's protocol: big-endian, texts with their length in two bytes before.</summary>
internal sealed class ProtocolWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(64);

    public ProtocolWriter Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(checked((short)bytes.Length));
        _bytes.Write(bytes);
        return this;
    }

    public ProtocolWriter Add(short value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteInt16BigEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    public ProtocolWriter Add(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    public ProtocolWriter Add(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        _bytes.Write(bytes);
        return this;
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}

/// <summary>Reads what <see cref="ProtocolWriter"/> writes.</summary>
/// <remarks>Each method throws <see cref="FormatException"/> when there are not enough bytes.</remarks>
internal ref struct ProtocolReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public string Text() => Encoding.UTF8.GetString(Take(Int16()));

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length) throw new FormatException($"There are {_rest.Length} bytes where {count} are needed");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
