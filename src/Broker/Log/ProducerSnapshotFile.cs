using System.Buffers.Binary;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>
/// Producers' state in Kafka's snapshot format (version 1). A producer has one entry for each batch that is remembered, oldest first: Kafka
/// itself writes the last one only and, reading, keeps the last one.
/// </summary>
internal static class ProducerSnapshotFile
{
    private const short Version = 1;
    private const int HeaderSize = 10;
    private const int EntrySize = 46;

    public static void Write(string path, ProducerStates states)
    {
        using var buffer = new RecordBuffer();
        buffer.GetSpan(HeaderSize)[..HeaderSize].Clear();
        buffer.Advance(HeaderSize);
        var count = 0;
        foreach (var entry in states.All)
        {
            for (var i = 0; i < Math.Max(1, entry.Count); i++, count++)
            {
                var batch = entry.IsEmpty ? new BatchMemory(Sequence.None, 0, -1, entry.LastTimestamp) : entry[i];
                var span = buffer.GetSpan(EntrySize);
                BinaryPrimitives.WriteInt64BigEndian(span, entry.ProducerId);
                BinaryPrimitives.WriteInt16BigEndian(span[8..], entry.Epoch);
                BinaryPrimitives.WriteInt32BigEndian(span[10..], batch.LastSequence);
                BinaryPrimitives.WriteInt64BigEndian(span[14..], batch.LastOffset);
                BinaryPrimitives.WriteInt32BigEndian(span[22..], batch.OffsetDelta);
                BinaryPrimitives.WriteInt64BigEndian(span[26..], i == entry.Count - 1 ? entry.LastTimestamp : batch.Timestamp);
                BinaryPrimitives.WriteInt32BigEndian(span[34..], entry.CoordinatorEpoch);
                BinaryPrimitives.WriteInt64BigEndian(span[38..], entry.TransactionStart);
                buffer.Advance(EntrySize);
            }
        }

        var bytes = buffer.Written.Span;
        BinaryPrimitives.WriteInt16BigEndian(bytes, Version);
        BinaryPrimitives.WriteInt32BigEndian(bytes[6..], count);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], Crc32C.Compute(bytes[6..]));

        // The checksum tells a file that was cut by a crash, so it may be written where it belongs.
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        RandomAccess.Write(file, bytes, 0);
    }

    /// <summary>False, with nothing changed, where the file is missing, cut or of another version.</summary>
    public static bool TryRead(string path, ProducerStates states)
    {
        ReadOnlySpan<byte> bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (FileNotFoundException)
        {
            return false;
        }

        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadInt16BigEndian(bytes) != Version) return false;
        var count = BinaryPrimitives.ReadInt32BigEndian(bytes[6..]);
        if (count < 0 || (long)count * EntrySize != bytes.Length - HeaderSize) return false;
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]) != Crc32C.Compute(bytes[6..])) return false;
        for (bytes = bytes[HeaderSize..]; !bytes.IsEmpty; bytes = bytes[EntrySize..]) Restore(bytes, states);
        return true;
    }

    private static void Restore(ReadOnlySpan<byte> bytes, ProducerStates states)
    {
        var entry = states.Restore(BinaryPrimitives.ReadInt64BigEndian(bytes));
        var epoch = BinaryPrimitives.ReadInt16BigEndian(bytes[8..]);
        var batch = new BatchMemory(
            BinaryPrimitives.ReadInt32BigEndian(bytes[10..]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[22..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[14..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[26..]));
        if (batch.LastOffset >= 0) entry.Add(epoch, batch);
        else entry.SetEpoch(epoch);
        entry.LastTimestamp = batch.Timestamp;
        entry.CoordinatorEpoch = BinaryPrimitives.ReadInt32BigEndian(bytes[34..]);
        states.RestoreTransaction(entry, BinaryPrimitives.ReadInt64BigEndian(bytes[38..]));
    }
}
