using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Connect.Broker.Protocol.Wire;

/// <summary>
/// Reads messages from one frame. Every length is checked against what is left of the frame before anything is allocated for it, and the
/// number of elements in one frame is bounded, so that a short frame cannot ask for much memory.
/// </summary>
internal struct WireReader : IWire
{
    /// <summary>Far above what a real request holds; below what would hurt the process.</summary>
    private const int MaxElements = 2_000_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _frame;
    private readonly int _end;
    private int _position;
    private int _elements;

    public WireReader(byte[] frame, int start, int length, short version, bool flexible)
    {
        _frame = frame;
        _position = start;
        _end = start + length;
        Version = version;
        Flexible = flexible;
    }

    public short Version { get; }

    public bool Flexible { get; set; }

    public readonly int Remaining => _end - _position;

    public readonly int Position => _position;

    /// <summary>Reads a whole message; bytes that are left over are malformed too.</summary>
    public static T Read<T>(byte[] frame, int start, int length, short version) where T : class, IMessage, new()
    {
        var reader = new WireReader(frame, start, length, version, version >= T.FlexibleSince);
        var message = new T();
        message.Describe(ref reader);
        if (reader.Remaining != 0)
            throw new WireFormatException($"{reader.Remaining} bytes are left after {typeof(T).Name} version {version}");
        return message;
    }

    /// <summary>
    /// Reads a request. What follows its fields is ignored, as Kafka does: librdkafka 2.16 asks for the metadata of all topics with a count of another encoding,
    /// which leaves three bytes.
    /// </summary>
    public static T ReadRequest<T>(byte[] frame, int start, int length, short version) where T : class, IMessage, new()
    {
        var reader = new WireReader(frame, start, length, version, version >= T.FlexibleSince);
        var message = new T();
        message.Describe(ref reader);
        return message;
    }

    /// <summary>Reads what this version knows of bytes that a newer one may have added to.</summary>
    public static T ReadPrefix<T>(byte[] frame, int start, short version) where T : class, IMessage, new()
    {
        var reader = new WireReader(frame, start, frame.Length - start, version, version >= T.FlexibleSince);
        var message = new T();
        message.Describe(ref reader);
        return message;
    }

    public void Bool(ref bool value) => value = Take(1)[0] != 0;

    public void Int8(ref sbyte value) => value = (sbyte)Take(1)[0];

    public void Int16(ref short value) => value = BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public void UInt16(ref ushort value) => value = BinaryPrimitives.ReadUInt16BigEndian(Take(2));

    public void Int32(ref int value) => value = BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public void UInt32(ref uint value) => value = BinaryPrimitives.ReadUInt32BigEndian(Take(4));

    public void Int64(ref long value) => value = BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public void Float64(ref double value) => value = BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    public void Uuid(ref Guid value) => value = new Guid(Take(16), bigEndian: true);

    public void Error(ref ErrorCode value) => value = (ErrorCode)BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public void String(ref string value) => value = Text(StringLength()) ?? throw NullRefused();

    public void NullableString(ref string? value) => value = Text(StringLength());

    public void Bytes(ref byte[] value) => value = Blob(BytesLength()) ?? throw NullRefused();

    public void NullableBytes(ref byte[]? value) => value = Blob(BytesLength());

    public void Records(ref WireRecords value)
    {
        var length = BytesLength();
        if (length < 0)
        {
            value = default;
            return;
        }

        Need(length);
        value = new WireRecords(_frame.AsMemory(_position, length));
        _position += length;
    }

    public void Struct<T>(ref T value) where T : class, IStruct, new()
    {
        value = new T();
        value.Describe(ref this);
    }

    public void NullableStruct<T>(ref T? value) where T : class, IStruct, new()
    {
        if ((sbyte)Take(1)[0] < 0)
        {
            value = null;
            return;
        }

        value = new T();
        value.Describe(ref this);
    }

    public void Array<T>(ref List<T> value) where T : class, IStruct, new() => value = Structs<T>(ArrayLength()) ?? throw NullRefused();

    public void NullableArray<T>(ref List<T>? value) where T : class, IStruct, new() => value = Structs<T>(ArrayLength());

    public void Int8Array(ref List<sbyte> value)
    {
        var count = RequiredArrayLength(sizeof(sbyte));
        value = new List<sbyte>(count);
        for (var i = 0; i < count; i++) value.Add((sbyte)Take(1)[0]);
    }

    public void Int16Array(ref List<short> value)
    {
        var count = RequiredArrayLength(sizeof(short));
        value = new List<short>(count);
        for (var i = 0; i < count; i++) value.Add(BinaryPrimitives.ReadInt16BigEndian(Take(2)));
    }

    public void Int32Array(ref List<int> value) => value = Ints(ArrayLength()) ?? throw NullRefused();

    public void NullableInt32Array(ref List<int>? value) => value = Ints(ArrayLength());

    public void Int64Array(ref List<long> value)
    {
        var count = RequiredArrayLength(sizeof(long));
        value = new List<long>(count);
        for (var i = 0; i < count; i++) value.Add(BinaryPrimitives.ReadInt64BigEndian(Take(8)));
    }

    public void UuidArray(ref List<Guid> value)
    {
        var count = RequiredArrayLength(16);
        value = new List<Guid>(count);
        for (var i = 0; i < count; i++) value.Add(new Guid(Take(16), bigEndian: true));
    }

    public void StringArray(ref List<string> value) => value = Strings(ArrayLength()) ?? throw NullRefused();

    public void NullableStringArray(ref List<string>? value) => value = Strings(ArrayLength());

    public TagScope BeginTags()
    {
        var scope = new TagScope { Active = Flexible, PendingTag = -1 };
        if (Flexible)
        {
            scope.Count = UnsignedVarint();
            NextTag(ref scope);
        }

        return scope;
    }

    public bool Tag(ref TagScope scope, int tag, bool present)
    {
        if (!scope.Active) return false;
        while (scope.PendingTag >= 0 && scope.PendingTag < tag) SkipTag(ref scope);
        return scope.PendingTag == tag;
    }

    public void EndTag(ref TagScope scope)
    {
        if (_position > scope.PendingEnd) throw new WireFormatException("a tagged field is longer than its size says");
        SkipTag(ref scope);
    }

    public void EndTags(ref TagScope scope)
    {
        while (scope.Active && scope.PendingTag >= 0) SkipTag(ref scope);
    }

    public void NoTags()
    {
        if (!Flexible) return;
        var count = UnsignedVarint();
        for (var i = 0; i < count; i++)
        {
            UnsignedVarint();
            var size = UnsignedVarint();
            Need(size);
            _position += size;
        }
    }

    private void NextTag(ref TagScope scope)
    {
        if (scope.Count == 0)
        {
            scope.PendingTag = -1;
            return;
        }

        scope.Count--;
        scope.PendingTag = UnsignedVarint();
        var size = UnsignedVarint();
        Need(size);
        scope.PendingEnd = _position + size;
    }

    private void SkipTag(ref TagScope scope)
    {
        _position = scope.PendingEnd;
        NextTag(ref scope);
    }

    private readonly void Need(int bytes)
    {
        if (bytes < 0 || bytes > _end - _position) Short(bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Short(int bytes) => throw new WireFormatException($"{bytes} bytes are announced and {Remaining} are left");

    private ReadOnlySpan<byte> Take(int bytes)
    {
        Need(bytes);
        var span = new ReadOnlySpan<byte>(_frame, _position, bytes);
        _position += bytes;
        return span;
    }

    /// <summary>An unsigned varint that must fit a non-negative int, which every length and tag does.</summary>
    private int UnsignedVarint()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var b = Take(1)[0];
            value |= (uint)(b & 0x7f) << shift;
            if ((b & 0x80) == 0)
                return value <= int.MaxValue ? (int)value : throw new WireFormatException($"a length of {value} is too large");
        }

        throw new WireFormatException("a varint has more than five bytes");
    }

    private int StringLength() => Flexible ? UnsignedVarint() - 1 : BinaryPrimitives.ReadInt16BigEndian(Take(2));

    private int BytesLength() => Flexible ? UnsignedVarint() - 1 : BinaryPrimitives.ReadInt32BigEndian(Take(4));

    private int ArrayLength() => BytesLength();

    private int RequiredArrayLength(int elementSize)
    {
        var count = ArrayLength();
        if (count < 0) throw NullRefused();
        Count(count, elementSize);
        return count;
    }

    private void Count(int count, int elementSize)
    {
        if (count > Remaining / elementSize) Short(count);
        _elements += count;
        if (_elements > MaxElements) throw new WireFormatException($"a request with more than {MaxElements} elements is refused");
    }

    private string? Text(int length)
    {
        if (length < 0) return length == -1 ? null : throw new WireFormatException($"a string has the length {length}");
        try
        {
            return length == 0 ? "" : StrictUtf8.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw new WireFormatException("a string is not UTF-8");
        }
    }

    private byte[]? Blob(int length)
    {
        if (length < 0) return length == -1 ? null : throw new WireFormatException($"a byte field has the length {length}");
        return Take(length).ToArray();
    }

    private List<T>? Structs<T>(int count) where T : class, IStruct, new()
    {
        if (count < 0) return count == -1 ? null : throw new WireFormatException($"an array has the length {count}");
        Count(count, 1);
        // Elements are larger in memory than on the wire: the list grows as they prove to be there.
        var list = new List<T>(Math.Min(count, 1024));
        for (var i = 0; i < count; i++)
        {
            var item = new T();
            item.Describe(ref this);
            list.Add(item);
        }

        return list;
    }

    private List<int>? Ints(int count)
    {
        if (count < 0) return count == -1 ? null : throw new WireFormatException($"an array has the length {count}");
        Count(count, sizeof(int));
        var list = new List<int>(count);
        for (var i = 0; i < count; i++) list.Add(BinaryPrimitives.ReadInt32BigEndian(Take(4)));
        return list;
    }

    private List<string>? Strings(int count)
    {
        if (count < 0) return count == -1 ? null : throw new WireFormatException($"an array has the length {count}");
        Count(count, 1);
        var list = new List<string>(Math.Min(count, 1024));
        for (var i = 0; i < count; i++) list.Add(Text(StringLength()) ?? throw NullRefused());
        return list;
    }

    private static WireFormatException NullRefused() => new("a field that cannot be null is null");
}
