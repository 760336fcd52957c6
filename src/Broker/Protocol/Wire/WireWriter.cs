using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Connect.Broker.Protocol.Wire;

/// <summary>Writes messages into a <see cref="WireBuffer"/>.</summary>
internal readonly struct WireWriter : IWire
{
    private readonly WireBuffer _buffer;

    public WireWriter(WireBuffer buffer, short version, bool flexible)
    {
        _buffer = buffer;
        Version = version;
        Flexible = flexible;
    }

    public short Version { get; }

    public bool Flexible { get; }

    public static void Write<T>(WireBuffer buffer, T message, short version) where T : class, IMessage
    {
        var writer = new WireWriter(buffer, version, version >= T.FlexibleSince);
        message.Describe(ref writer);
    }

    public void Bool(ref bool value) => _buffer.Append(1)[0] = value ? (byte)1 : (byte)0;

    public void Int8(ref sbyte value) => _buffer.Append(1)[0] = (byte)value;

    public void Int16(ref short value) => BinaryPrimitives.WriteInt16BigEndian(_buffer.Append(2), value);

    public void UInt16(ref ushort value) => BinaryPrimitives.WriteUInt16BigEndian(_buffer.Append(2), value);

    public void Int32(ref int value) => BinaryPrimitives.WriteInt32BigEndian(_buffer.Append(4), value);

    public void UInt32(ref uint value) => BinaryPrimitives.WriteUInt32BigEndian(_buffer.Append(4), value);

    public void Int64(ref long value) => BinaryPrimitives.WriteInt64BigEndian(_buffer.Append(8), value);

    public void Float64(ref double value) => BinaryPrimitives.WriteDoubleBigEndian(_buffer.Append(8), value);

    public void Uuid(ref Guid value) => value.TryWriteBytes(_buffer.Append(16), bigEndian: true, out _);

    public void Error(ref ErrorCode value) => BinaryPrimitives.WriteInt16BigEndian(_buffer.Append(2), (short)value);

    public void String(ref string value) => Text(value);

    public void NullableString(ref string? value)
    {
        if (value is null) StringLength(-1);
        else Text(value);
    }

    public void Bytes(ref byte[] value)
    {
        BytesLength(value.Length);
        value.CopyTo(_buffer.Append(value.Length));
    }

    public void NullableBytes(ref byte[]? value)
    {
        if (value is null) BytesLength(-1);
        else Bytes(ref value);
    }

    public void Records(ref WireRecords value)
    {
        if (value.IsNull)
        {
            BytesLength(-1);
            return;
        }

        BytesLength(value.Length);
        if (value.Memory.Length > 0) value.Memory.Span.CopyTo(_buffer.Append(value.Memory.Length));
        else _buffer.AppendFile(value.File);
    }

    public void Struct<T>(ref T value) where T : class, IStruct, new()
    {
        var self = this;
        value.Describe(ref self);
    }

    public void NullableStruct<T>(ref T? value) where T : class, IStruct, new()
    {
        _buffer.Append(1)[0] = value is null ? (byte)0xff : (byte)1;
        if (value is not null) Struct(ref value);
    }

    public void Array<T>(ref List<T> value) where T : class, IStruct, new()
    {
        BytesLength(value.Count);
        var self = this;
        foreach (var item in value) item.Describe(ref self);
    }

    public void NullableArray<T>(ref List<T>? value) where T : class, IStruct, new()
    {
        if (value is null) BytesLength(-1);
        else Array(ref value);
    }

    public void Int8Array(ref List<sbyte> value)
    {
        BytesLength(value.Count);
        foreach (var item in value) _buffer.Append(1)[0] = (byte)item;
    }

    public void Int16Array(ref List<short> value)
    {
        BytesLength(value.Count);
        foreach (var item in value) BinaryPrimitives.WriteInt16BigEndian(_buffer.Append(2), item);
    }

    public void Int32Array(ref List<int> value)
    {
        BytesLength(value.Count);
        foreach (var item in value) BinaryPrimitives.WriteInt32BigEndian(_buffer.Append(4), item);
    }

    public void NullableInt32Array(ref List<int>? value)
    {
        if (value is null) BytesLength(-1);
        else Int32Array(ref value);
    }

    public void Int64Array(ref List<long> value)
    {
        BytesLength(value.Count);
        foreach (var item in value) BinaryPrimitives.WriteInt64BigEndian(_buffer.Append(8), item);
    }

    public void UuidArray(ref List<Guid> value)
    {
        BytesLength(value.Count);
        foreach (var item in value) item.TryWriteBytes(_buffer.Append(16), bigEndian: true, out _);
    }

    public void StringArray(ref List<string> value)
    {
        BytesLength(value.Count);
        foreach (var item in value) Text(item);
    }

    public void NullableStringArray(ref List<string>? value)
    {
        if (value is null) BytesLength(-1);
        else StringArray(ref value);
    }

    // A tagged field is written first and its tag and size put in front of it when they are known; tagged fields are small and rare.
    public TagScope BeginTags() => new() { Active = Flexible, Start = _buffer.Written };

    public bool Tag(ref TagScope scope, int tag, bool present)
    {
        if (!scope.Active || !present) return false;
        scope.TagId = tag;
        scope.TagStart = _buffer.Written;
        return true;
    }

    public void EndTag(ref TagScope scope)
    {
        var size = _buffer.Written - scope.TagStart;
        var room = _buffer.Insert(scope.TagStart, VarintLength((uint)scope.TagId) + VarintLength((uint)size));
        PutVarint(room[PutVarint(room, (uint)scope.TagId)..], (uint)size);
        scope.Count++;
    }

    public void EndTags(ref TagScope scope)
    {
        if (scope.Active) PutVarint(_buffer.Insert(scope.Start, VarintLength((uint)scope.Count)), (uint)scope.Count);
    }

    public void NoTags()
    {
        if (Flexible) _buffer.Append(1)[0] = 0;
    }

    private static int VarintLength(uint value) => (38 - BitOperations.LeadingZeroCount(value | 1)) / 7;

    private static int PutVarint(Span<byte> target, uint value)
    {
        var n = 0;
        for (; value >= 0x80; value >>= 7) target[n++] = (byte)(value | 0x80);
        target[n++] = (byte)value;
        return n;
    }

    private void StringLength(int length)
    {
        if (Flexible) Varint((uint)(length + 1));
        else BinaryPrimitives.WriteInt16BigEndian(_buffer.Append(2), checked((short)length));
    }

    private void BytesLength(int length)
    {
        if (Flexible) Varint((uint)(length + 1));
        else BinaryPrimitives.WriteInt32BigEndian(_buffer.Append(4), length);
    }

    private void Varint(uint value) => PutVarint(_buffer.Append(VarintLength(value)), value);

    private void Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        StringLength(length);
        Encoding.UTF8.GetBytes(value, _buffer.Append(length));
    }
}
