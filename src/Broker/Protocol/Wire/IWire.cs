namespace Connect.Broker.Protocol.Wire;

/// <summary>
/// One end of the wire. A message describes its fields once, in order, against this interface (<see cref="IStruct.Describe{TWire}(ref TWire)"/>); a
/// <see cref="WireReader"/> fills them from bytes, a <see cref="WireWriter"/> turns them into bytes. Implemented by structs only, so that the
/// compiler specialises every description for each of them.
/// </summary>
internal interface IWire
{
    /// <summary>The version of the message that is being read or written.</summary>
    short Version { get; }

    void Bool(ref bool value);

    void Int8(ref sbyte value);

    void Int16(ref short value);

    void UInt16(ref ushort value);

    void Int32(ref int value);

    void UInt32(ref uint value);

    void Int64(ref long value);

    void Float64(ref double value);

    void Uuid(ref Guid value);

    void Error(ref ErrorCode value);

    void String(ref string value);

    void NullableString(ref string? value);

    void Bytes(ref byte[] value);

    void NullableBytes(ref byte[]? value);

    void Records(ref WireRecords value);

    void Struct<T>(ref T value) where T : class, IStruct, new();

    void NullableStruct<T>(ref T? value) where T : class, IStruct, new();

    void Array<T>(ref List<T> value) where T : class, IStruct, new();

    void NullableArray<T>(ref List<T>? value) where T : class, IStruct, new();

    void Int8Array(ref List<sbyte> value);

    void Int16Array(ref List<short> value);

    void Int32Array(ref List<int> value);

    void NullableInt32Array(ref List<int>? value);

    void Int64Array(ref List<long> value);

    void UuidArray(ref List<Guid> value);

    void StringArray(ref List<string> value);

    void NullableStringArray(ref List<string>? value);

    /// <summary>Begins the tagged fields at the end of a structure; nothing happens in versions that are not flexible (KIP-482).</summary>
    TagScope BeginTags();

    /// <summary>True when the tagged field is to be described now: it is in the bytes (reading), or <paramref name="present"/> (writing).</summary>
    bool Tag(ref TagScope scope, int tag, bool present);

    void EndTag(ref TagScope scope);

    void EndTags(ref TagScope scope);

    /// <summary>The end of a structure that knows no tagged fields: skips those a newer peer sent.</summary>
    void NoTags();
}

/// <summary>A structure whose fields are described once for reading and writing.</summary>
internal interface IStruct
{
    void Describe<TWire>(ref TWire w) where TWire : struct, IWire;
}

/// <summary>A whole message: the body of a request or response, or the value of an internal record.</summary>
internal interface IMessage : IStruct
{
    /// <summary>The first version with compact lengths and tagged fields (KIP-482); <see cref="short.MaxValue"/> when there is none.</summary>
    static abstract short FlexibleSince { get; }
}

/// <summary>A request: what the dispatch needs to know of it.</summary>
internal interface IRequest : IMessage
{
    static abstract ApiKey Api { get; }

    static abstract short MinVersion { get; }

    static abstract short MaxVersion { get; }
}

/// <summary>The state of a structure's tagged fields while they are read or written. Opaque to messages.</summary>
internal struct TagScope
{
    internal bool Active;
    internal int Start;
    internal int Count;
    internal int PendingTag;
    internal int PendingEnd;
    internal int TagStart;
    internal int TagId;
}
