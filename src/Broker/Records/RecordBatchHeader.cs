using System.Buffers.Binary;

namespace Connect.Broker.Records;

/// <summary>A record batch (magic 2) seen through its first 61 bytes. Nothing is checked.</summary>
internal readonly ref struct RecordBatchHeader
{
    public const int Size = 61;

    /// <summary>Base offset and length: what <see cref="BatchLength"/> does not count.</summary>
    public const int Overhead = 12;

    public const int LengthOffset = 8;
    public const int LeaderEpochOffset = 12;
    public const int MagicOffset = 16;
    public const int CrcOffset = 17;
    public const int AttributesOffset = 21;
    public const int LastOffsetDeltaOffset = 23;
    public const int BaseTimestampOffset = 27;
    public const int MaxTimestampOffset = 35;
    public const int ProducerIdOffset = 43;
    public const int ProducerEpochOffset = 51;
    public const int BaseSequenceOffset = 53;
    public const int CountOffset = 57;

    public const byte CurrentMagic = 2;
    public const int CompressionMask = 0x07;
    public const int LogAppendTimeFlag = 0x08;
    public const int TransactionalFlag = 0x10;
    public const int ControlFlag = 0x20;
    public const int DeleteHorizonFlag = 0x40;

    private readonly ReadOnlySpan<byte> _bytes;

    /// <param name="bytes">At least <see cref="Size"/> bytes.</param>
    public RecordBatchHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes[..Size];

    public long BaseOffset => BinaryPrimitives.ReadInt64BigEndian(_bytes);

    public int BatchLength => BinaryPrimitives.ReadInt32BigEndian(_bytes[LengthOffset..]);

    public long SizeInBytes => (long)BatchLength + Overhead;

    public int PartitionLeaderEpoch => BinaryPrimitives.ReadInt32BigEndian(_bytes[LeaderEpochOffset..]);

    public byte Magic => _bytes[MagicOffset];

    public uint Crc => BinaryPrimitives.ReadUInt32BigEndian(_bytes[CrcOffset..]);

    public short Attributes => BinaryPrimitives.ReadInt16BigEndian(_bytes[AttributesOffset..]);

    /// <summary>The number may be none of the codecs there are.</summary>
    public CompressionCodec Compression => (CompressionCodec)(Attributes & CompressionMask);

    public bool IsCompressed => (Attributes & CompressionMask) != 0;

    public bool IsLogAppendTime => (Attributes & LogAppendTimeFlag) != 0;

    public bool IsTransactional => (Attributes & TransactionalFlag) != 0;

    public bool IsControl => (Attributes & ControlFlag) != 0;

    /// <summary>The base timestamp is the time from which tombstones and markers of this batch may be removed.</summary>
    public bool HasDeleteHorizon => (Attributes & DeleteHorizonFlag) != 0;

    public int LastOffsetDelta => BinaryPrimitives.ReadInt32BigEndian(_bytes[LastOffsetDeltaOffset..]);

    public long LastOffset => BaseOffset + LastOffsetDelta;

    public long NextOffset => LastOffset + 1;

    public long BaseTimestamp => BinaryPrimitives.ReadInt64BigEndian(_bytes[BaseTimestampOffset..]);

    public long MaxTimestamp => BinaryPrimitives.ReadInt64BigEndian(_bytes[MaxTimestampOffset..]);

    public long ProducerId => BinaryPrimitives.ReadInt64BigEndian(_bytes[ProducerIdOffset..]);

    public bool HasProducerId => ProducerId > -1;

    public short ProducerEpoch => BinaryPrimitives.ReadInt16BigEndian(_bytes[ProducerEpochOffset..]);

    public int BaseSequence => BinaryPrimitives.ReadInt32BigEndian(_bytes[BaseSequenceOffset..]);

    public int LastSequence => BaseSequence < 0 ? BaseSequence : Sequence.Add(BaseSequence, LastOffsetDelta);

    public int Count => BinaryPrimitives.ReadInt32BigEndian(_bytes[CountOffset..]);
}
