using System.Buffers.Binary;
using Connect.Broker.Coordination;
using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Groups;

/// <summary>Keys and values of <c>__consumer_offsets</c> in Kafka's own format: a type or version in two bytes, then the message.</summary>
internal static class GroupRecords
{
    public static StateRecord Record<TKey, TValue>(GroupRecordType type, TKey key, TValue? value, short valueVersion)
        where TKey : class, IMessage
        where TValue : class, IMessage
        => new(Write((short)type, key, 0), value is null ? null : Write(valueVersion, value, valueVersion));

    public static StateRecord Tombstone<TKey>(GroupRecordType type, TKey key)
        where TKey : class, IMessage
        => new(Write((short)type, key, 0), null);

    /// <summary>The kind of a record; null when it is too short to tell.</summary>
    public static GroupRecordType? TypeOf(ReadOnlySpan<byte> key) =>
        key.Length < 2 ? null : (GroupRecordType)BinaryPrimitives.ReadInt16BigEndian(key);

    public static T ReadKey<T>(ReadOnlySpan<byte> key)
        where T : class, IMessage, new()
        => WireReader.Read<T>(key.ToArray(), 2, key.Length - 2, 0);

    /// <summary>The value; null when a newer Kafka wrote it.</summary>
    /// <exception cref="WireFormatException">The bytes are not such a value.</exception>
    public static T? ReadValue<T>(ReadOnlySpan<byte> value, short newestVersion)
        where T : class, IMessage, new()
    {
        if (value.Length < 2) return null;
        var version = BinaryPrimitives.ReadInt16BigEndian(value);
        return version < 0 || version > newestVersion ? null : WireReader.Read<T>(value.ToArray(), 2, value.Length - 2, version);
    }

    private static byte[] Write<T>(short prefix, T message, short version)
        where T : class, IMessage
    {
        using var buffer = new WireBuffer();
        BinaryPrimitives.WriteInt16BigEndian(buffer.Append(2), prefix);
        WireWriter.Write(buffer, message, version);
        return buffer.Span.ToArray();
    }
}

/// <summary>The kinds of records, as the first two bytes of their keys tell them.</summary>
internal enum GroupRecordType : short
{
    OffsetCommitOld = 0,
    OffsetCommit = 1,
    ClassicGroup = 2,
    ConsumerGroup = 3,
    ConsumerGroupPartitionsOld = 4,
    ConsumerMember = 5,
    TargetAssignment = 6,
    TargetAssignmentMember = 7,
    CurrentAssignment = 8,
    ConsumerGroupRegularExpression = 16,
}
