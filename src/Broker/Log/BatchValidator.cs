using Connect.Broker.Protocol;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>What a producer sent, after it was found to be in order.</summary>
internal struct CheckedBatch
{
    /// <summary>The batch to append: the producer's bytes, or those in <see cref="Rebuilt"/>.</summary>
    public Memory<byte> Batch;

    /// <summary>Holds the batch when it had to be made anew; to be disposed after the append.</summary>
    public RecordBatchBuilder? Rebuilt;

    public AppendResult? Failure;
}

/// <summary>The checks of a batch before it is appended, in the order in which Kafka makes them, with its errors.</summary>
internal static class BatchValidator
{
    /// <summary>A record batch cannot be smaller than its header; Kafka calls less than this corrupt.</summary>
    private const int SmallestRecord = 14;

    public static CheckedBatch Check(Memory<byte> records, AppendOrigin origin, LogConfig config, TopicPartition partition, long now)
    {
        var failure = Frame(records.Span, out var size);
        if (failure is not null) return new CheckedBatch { Failure = failure };
        var batch = records[..size];
        var header = new RecordBatchHeader(batch.Span);
        failure = Header(header, batch.Span, origin, config, partition);
        if (failure is not null) return new CheckedBatch { Failure = failure };
        return origin == AppendOrigin.Client ? Content(batch, header, config, partition, now) : new CheckedBatch { Batch = batch };
    }

    private static AppendResult? Frame(ReadOnlySpan<byte> records, out int size)
    {
        size = 0;
        if (!TryFrame(records, out var first, out var failure)) return failure;
        if (first == 0) return Invalid("Produce requests must have exactly one record batch per partition");
        if (records[RecordBatchHeader.MagicOffset] != RecordBatchHeader.CurrentMagic)
            return Invalid("Produce requests are only allowed to contain record batches with magic version 2");
        if (!TryFrame(records[first..], out var second, out failure)) return failure;
        if (second != 0) return Invalid("Produce requests are only allowed to contain exactly one record batch per partition");
        size = first;
        return null;
    }

    /// <summary>The size of the first batch, 0 where the bytes end before its end.</summary>
    private static bool TryFrame(ReadOnlySpan<byte> records, out int size, out AppendResult? failure)
    {
        size = 0;
        failure = null;
        if (records.Length < RecordBatchHeader.Overhead) return true;
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(records[RecordBatchHeader.LengthOffset..]);
        if (length < SmallestRecord)
        {
            failure = Corrupt($"Record size {length} is less than the minimum record overhead ({SmallestRecord})");
            return false;
        }

        if (records.Length <= RecordBatchHeader.MagicOffset) return true;
        var magic = (sbyte)records[RecordBatchHeader.MagicOffset];
        if (magic is < 0 or > (sbyte)RecordBatchHeader.CurrentMagic)
        {
            failure = Corrupt($"Invalid magic found in record: {magic}");
            return false;
        }

        if (length <= records.Length - RecordBatchHeader.Overhead) size = length + RecordBatchHeader.Overhead;
        return true;
    }

    private static AppendResult? Header(
        in RecordBatchHeader header, ReadOnlySpan<byte> batch, AppendOrigin origin, LogConfig config, TopicPartition partition)
    {
        if (batch.Length < RecordBatchHeader.Size) return Corrupt($"Record is corrupt (the batch is shorter than its header) in topic partition {partition}.");
        if (header.SizeInBytes > config.MaxMessageBytes) return TooLarge(header.SizeInBytes, config.MaxMessageBytes, partition);
        if (origin == AppendOrigin.Client)
        {
            if (header.BaseOffset != 0)
                return Invalid($"The baseOffset of the record batch in the append to {partition} should be 0, but it is {header.BaseOffset}");
            if (Crc32C.Compute(batch[RecordBatchHeader.AttributesOffset..]) != header.Crc)
                return Corrupt($"Record is corrupt (stored crc = {header.Crc}) in topic partition {partition}.");
            if (header.Compression > CompressionCodec.Zstd)
                return AppendResult.Failed(ErrorCode.UnknownServerError, $"Unknown compression type id: {(int)header.Compression}");
        }

        if (header.LastOffsetDelta < 0)
            return Invalid($"Batch has an invalid offset range: [{header.BaseOffset}, {header.LastOffset}] in topic partition {partition}");
        if (header.Count <= 0) return Invalid($"Invalid reported count for record batch: {header.Count} in topic partition {partition}");
        if (header.Count != header.LastOffsetDelta + 1L)
            return Invalid($"Inconsistent batch offset range [{header.BaseOffset}, {header.LastOffset}] and count of records {header.Count} in topic partition {partition}");
        if (origin != AppendOrigin.Client) return null;
        if (header.IsControl) return Invalid($"Clients are not allowed to write control records in topic partition {partition}");
        if (header.HasProducerId && header.BaseSequence < 0)
            return Invalid($"Invalid sequence number {header.BaseSequence} in record batch with producerId {header.ProducerId} in topic partition {partition}");
        return null;
    }

    private static CheckedBatch Content(Memory<byte> batch, in RecordBatchHeader header, LogConfig config, TopicPartition partition, long now)
    {
        List<RecordError>? errors = null;
        var badTimestamp = false;
        var inOrder = true;
        var maxTimestamp = header.IsLogAppendTime ? header.MaxTimestamp : -1;
        var index = 0;
        using (var walker = new RecordWalker(batch))
        {
            for (; walker.Next(out var record); index++)
            {
                var timestamp = header.IsLogAppendTime ? header.MaxTimestamp : header.BaseTimestamp + record.TimestampDelta;
                if (timestamp > maxTimestamp) maxTimestamp = timestamp;
                inOrder &= record.OffsetDelta == index;
                if (config.Compact && record.KeyLength < 0)
                    (errors ??= []).Add(new RecordError(index, $"Compacted topic cannot accept message without key in topic partition {partition}."));
                else if (TimestampError(timestamp, header, config, now, index) is { } error)
                {
                    (errors ??= []).Add(error);
                    badTimestamp = true;
                }
            }

            if (walker.Error is not null && walker.IsCorrupt)
                return new CheckedBatch { Failure = AppendResult.Failed(ErrorCode.UnknownServerError, "Failed to decompress record stream") };
            if (walker.Error is not null) return new CheckedBatch { Failure = Invalid($"{walker.Error} in topic partition {partition}") };
        }

        if (errors is not null) return new CheckedBatch { Failure = Rejected(errors, badTimestamp) };
        if (!inOrder || (config.CompressionType is { } codec && codec != header.Compression)) return Rebuild(batch, header, config, partition);
        if (!config.LogAppendTime && (maxTimestamp != header.MaxTimestamp || header.IsLogAppendTime))
        {
            var attributes = (short)(header.Attributes & ~RecordBatchHeader.LogAppendTimeFlag);
            new RecordBatchPatch(batch.Span) { MaxTimestamp = maxTimestamp, Attributes = attributes }.Seal();
        }

        return new CheckedBatch { Batch = batch };
    }

    private static RecordError? TimestampError(long timestamp, in RecordBatchHeader header, LogConfig config, long now, int index)
    {
        if (!config.LogAppendTime && timestamp != -1)
        {
            var age = now - timestamp;
            if (age <= config.TimestampBeforeMaxMs && -age <= config.TimestampAfterMaxMs) return null;
            var message = $"Timestamp {timestamp} of message with offset {index} is out of range. The timestamp should be within "
                + $"[{now - config.TimestampBeforeMaxMs}, {now + config.TimestampAfterMaxMs}]";
            return new RecordError(index, message);
        }

        if (!header.IsLogAppendTime) return null;
        return new RecordError(index, $"Invalid timestamp type in message {index}. Producer should not set timestamp type to LogAppendTime.");
    }

    private static AppendResult Rejected(List<RecordError> errors, bool badTimestamp)
    {
        if (badTimestamp)
            return AppendResult.Failed(ErrorCode.InvalidTimestamp, "One or more records have been rejected due to invalid timestamp", errors);
        var shown = string.Join(", ", errors.Take(3).Select(e => $"RecordError(batchIndex={e.BatchIndex}, message='{e.Message}')"));
        var message = $"One or more records have been rejected due to {errors.Count} record errors in total, and only showing the first three errors at most: [{shown}]";
        return AppendResult.Failed(ErrorCode.InvalidRecord, message, errors);
    }

    /// <summary>Makes the batch anew: with the topic's compression, and its records numbered one after the other.</summary>
    private static CheckedBatch Rebuild(Memory<byte> batch, in RecordBatchHeader header, LogConfig config, TopicPartition partition)
    {
        var codec = config.CompressionType ?? header.Compression;
        var limit = codec == CompressionCodec.None ? config.MaxMessageBytes : RecordBatchReader.MaxRecordSize;
        var builder = new RecordBatchBuilder
        {
            Compression = codec,
            Transactional = header.IsTransactional,
            ProducerId = header.ProducerId,
            ProducerEpoch = header.ProducerEpoch,
            BaseSequence = header.BaseSequence,
        };
        using var reader = new RecordBatchReader(batch);
        while (reader.Next(out var record))
        {
            record.Offset = builder.Count;
            builder.Add(record);
            if (builder.SizeOfRecords <= limit) continue;
            builder.Dispose();
            return new CheckedBatch { Failure = TooLarge(builder.SizeOfRecords, limit, partition) };
        }

        if (reader.Error is not null)
        {
            builder.Dispose();
            return new CheckedBatch { Failure = Invalid($"{reader.Error} in topic partition {partition}") };
        }

        var built = builder.Build();
        if (built.Length <= config.MaxMessageBytes) return new CheckedBatch { Batch = built, Rebuilt = builder };
        builder.Dispose();
        return new CheckedBatch { Failure = TooLarge(built.Length, config.MaxMessageBytes, partition) };
    }

    private static AppendResult TooLarge(long size, long limit, TopicPartition partition) => AppendResult.Failed(
        ErrorCode.MessageTooLarge,
        $"The record batch size in the append to {partition} is {size} bytes which exceeds the maximum configured value of {limit}.");

    private static AppendResult Invalid(string message) => AppendResult.Failed(ErrorCode.InvalidRecord, message);

    private static AppendResult Corrupt(string message) => AppendResult.Failed(ErrorCode.CorruptMessage, message);
}
