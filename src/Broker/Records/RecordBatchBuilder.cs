using System.Buffers.Binary;

namespace Connect.Broker.Records;

/// <summary>
/// Writes one batch (magic 2) into a buffer that is used again after <see cref="Reset"/>. Offsets must rise. Not thread-safe.
/// </summary>
internal sealed class RecordBatchBuilder : IDisposable
{
    private readonly RecordBuffer _records = new();
    private readonly RecordBuffer _record = new();
    private readonly RecordBuffer _batch = new();
    private long _nextOffset;
    private long _firstTimestamp;
    private long _maxTimestamp = -1;

    public CompressionCodec Compression { get; set; }

    public bool Transactional { get; set; }

    public bool Control { get; set; }

    public bool LogAppendTime { get; set; }

    /// <summary>When tombstones and markers may go; -1 for not yet known.</summary>
    public long DeleteHorizon { get; set; } = -1;

    public long ProducerId { get; set; } = -1;

    public short ProducerEpoch { get; set; } = -1;

    public int BaseSequence { get; set; } = -1;

    public int LeaderEpoch { get; set; }

    public long BaseOffset { get; set; }

    /// <summary>The offset of the last record, where that is not the last one added (compaction keeps the end of a batch).</summary>
    public long LastOffset { get; set; } = -1;

    /// <summary>The largest timestamp, where it is not that of a record added.</summary>
    public long MaxTimestamp { get; set; } = -1;

    public int Count { get; private set; }

    /// <summary>Bytes of records so far, before compression.</summary>
    public int SizeOfRecords => _records.Length;

    /// <summary>A record at the next offset.</summary>
    public void Add(long timestamp, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool hasKey = true, bool hasValue = true) => Add(new RecordView
    {
        Offset = Math.Max(_nextOffset, BaseOffset),
        Timestamp = timestamp,
        Key = key,
        HasKey = hasKey,
        Value = value,
        HasValue = hasValue,
        Headers = [0],
    });

    public void Add(long timestamp, byte[]? key, byte[]? value) => Add(timestamp, key, value, key is not null, value is not null);

    public void Add(scoped in RecordView record)
    {
        if (Count == 0) _firstTimestamp = DeleteHorizon >= 0 ? DeleteHorizon : record.Timestamp;
        _maxTimestamp = Math.Max(_maxTimestamp, record.Timestamp);
        _nextOffset = record.Offset + 1;
        Count++;
        _record.Clear();
        _record.WriteByte(0);
        _record.WriteVarint(record.Timestamp - _firstTimestamp);
        _record.WriteVarint(record.Offset - BaseOffset);
        WriteBytes(record.HasKey, record.Key);
        WriteBytes(record.HasValue, record.Value);
        _record.Write(record.Headers);
        _records.WriteVarint(_record.Length);
        _records.Write(_record.Written.Span);
    }

    /// <summary>The finished batch with its checksum, valid until the builder changes. Without records it is an empty batch.</summary>
    public Memory<byte> Build()
    {
        _batch.Clear();
        var header = _batch.GetSpan(RecordBatchHeader.Size);
        header[..RecordBatchHeader.Size].Clear();
        _batch.Advance(RecordBatchHeader.Size);
        var codec = Count == 0 ? CompressionCodec.None : Compression;
        Compressor.Compress(codec, _records.Written.Span, _batch);
        var batch = _batch.Written;
        var attributes = (int)codec
            | (Transactional ? RecordBatchHeader.TransactionalFlag : 0)
            | (Control ? RecordBatchHeader.ControlFlag : 0)
            | (LogAppendTime ? RecordBatchHeader.LogAppendTimeFlag : 0)
            | (DeleteHorizon >= 0 ? RecordBatchHeader.DeleteHorizonFlag : 0);
        var lastOffset = LastOffset >= 0 ? LastOffset : BaseOffset + Math.Max(0, _nextOffset - BaseOffset - 1);
        var edit = new RecordBatchPatch(batch.Span)
        {
            BaseOffset = BaseOffset,
            BatchLength = batch.Length - RecordBatchHeader.Overhead,
            LeaderEpoch = LeaderEpoch,
            Magic = RecordBatchHeader.CurrentMagic,
            Attributes = (short)attributes,
            LastOffsetDelta = (int)(lastOffset - BaseOffset),
            BaseTimestamp = Count > 0 ? _firstTimestamp : DeleteHorizon,
            MaxTimestamp = MaxTimestamp >= 0 ? MaxTimestamp : _maxTimestamp,
        };
        BinaryPrimitives.WriteInt64BigEndian(batch.Span[RecordBatchHeader.ProducerIdOffset..], ProducerId);
        BinaryPrimitives.WriteInt16BigEndian(batch.Span[RecordBatchHeader.ProducerEpochOffset..], ProducerEpoch);
        BinaryPrimitives.WriteInt32BigEndian(batch.Span[RecordBatchHeader.BaseSequenceOffset..], BaseSequence);
        BinaryPrimitives.WriteInt32BigEndian(batch.Span[RecordBatchHeader.CountOffset..], Count);
        edit.Seal();
        return batch;
    }

    public void Reset()
    {
        _records.Clear();
        Count = 0;
        _nextOffset = 0;
        _maxTimestamp = -1;
        LastOffset = MaxTimestamp = DeleteHorizon = -1;
    }

    public void Dispose()
    {
        _records.Dispose();
        _record.Dispose();
        _batch.Dispose();
    }

    private void WriteBytes(bool present, ReadOnlySpan<byte> bytes)
    {
        _record.WriteVarint(present ? bytes.Length : -1);
        if (present) _record.Write(bytes);
    }
}
