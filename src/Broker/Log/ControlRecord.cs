using System.Buffers.Binary;
using Connect.Broker.Records;
using Microsoft.Win32.SafeHandles;

namespace Connect.Broker.Log;

/// <summary>The record that ends a transaction: its key says how, its value who decided.</summary>
internal static class ControlRecord
{
    private const short Abort = 0;
    private const short Commit = 1;
    private const int MostBytes = 1024;

    public static RecordBatchBuilder Build(long producerId, short epoch, bool commit, int coordinatorEpoch, long timestamp)
    {
        var batch = new RecordBatchBuilder { ProducerId = producerId, ProducerEpoch = epoch, Transactional = true, Control = true };
        Span<byte> key = stackalloc byte[4];
        Span<byte> value = stackalloc byte[6];
        BinaryPrimitives.WriteInt16BigEndian(key, 0);
        BinaryPrimitives.WriteInt16BigEndian(key[2..], commit ? Commit : Abort);
        BinaryPrimitives.WriteInt16BigEndian(value, 0);
        BinaryPrimitives.WriteInt32BigEndian(value[2..], coordinatorEpoch);
        batch.Add(timestamp, key, value);
        return batch;
    }

    /// <summary>Reads the marker of a control batch in a segment; false where there is none (it was cleaned away, or is of another kind).</summary>
    public static bool TryReadMarker(SafeFileHandle file, long position, in RecordBatchHeader header, out EndMarker marker)
    {
        marker = default;
        if (header.Count == 0 || header.SizeInBytes > MostBytes) return false;
        var bytes = new byte[header.SizeInBytes];
        return RandomAccess.Read(file, bytes, position) == bytes.Length && TryReadMarker(bytes, out marker);
    }

    public static bool TryReadMarker(ReadOnlyMemory<byte> batch, out EndMarker marker)
    {
        var header = new RecordBatchHeader(batch.Span);
        marker = default;
        using var reader = new RecordBatchReader(batch);
        if (!reader.Next(out var record) || record.Key.Length < 4 || record.Value.Length < 6) return false;
        var type = BinaryPrimitives.ReadInt16BigEndian(record.Key[2..]);
        if (type is not (Abort or Commit)) return false;
        marker = new EndMarker(
            header.ProducerId,
            header.ProducerEpoch,
            type == Commit,
            BinaryPrimitives.ReadInt32BigEndian(record.Value[2..]),
            record.Offset,
            header.MaxTimestamp);
        return true;
    }
}
