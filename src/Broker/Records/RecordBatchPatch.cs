using System.Buffers.Binary;

namespace Connect.Broker.Records;

/// <summary>Changes a batch's header where it is. What the checksum covers needs <see cref="Seal"/> afterwards.</summary>
internal readonly ref struct RecordBatchPatch
{
    private readonly Span<byte> _batch;

    /// <param name="batch">The whole batch.</param>
    public RecordBatchPatch(Span<byte> batch) => _batch = batch;

    /// <summary>Not covered by the checksum.</summary>
    public long BaseOffset
    {
        init => BinaryPrimitives.WriteInt64BigEndian(_batch, value);
    }

    public int BatchLength
    {
        init => BinaryPrimitives.WriteInt32BigEndian(_batch[RecordBatchHeader.LengthOffset..], value);
    }

    /// <summary>Not covered by the checksum.</summary>
    public int LeaderEpoch
    {
        init => BinaryPrimitives.WriteInt32BigEndian(_batch[RecordBatchHeader.LeaderEpochOffset..], value);
    }

    public byte Magic
    {
        init => _batch[RecordBatchHeader.MagicOffset] = value;
    }

    public short Attributes
    {
        init => BinaryPrimitives.WriteInt16BigEndian(_batch[RecordBatchHeader.AttributesOffset..], value);
    }

    public int LastOffsetDelta
    {
        init => BinaryPrimitives.WriteInt32BigEndian(_batch[RecordBatchHeader.LastOffsetDeltaOffset..], value);
    }

    public long BaseTimestamp
    {
        init => BinaryPrimitives.WriteInt64BigEndian(_batch[RecordBatchHeader.BaseTimestampOffset..], value);
    }

    public long MaxTimestamp
    {
        init => BinaryPrimitives.WriteInt64BigEndian(_batch[RecordBatchHeader.MaxTimestampOffset..], value);
    }

    public void Seal() => BinaryPrimitives.WriteUInt32BigEndian(
        _batch[RecordBatchHeader.CrcOffset..], Crc32C.Compute(_batch[RecordBatchHeader.AttributesOffset..]));
}
