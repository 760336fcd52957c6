using System.Buffers;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Records;
using Connect.Broker.Topics;

namespace Connect.Broker.Coordination;

/// <summary>A coordinator's state in an internal topic, which is created when it is first needed.</summary>
internal sealed class InternalTopic(TopicRegistry topics, string name, TimeProvider time) : IStateLog
{
    private const int ReplayBytes = 1024 * 1024;

    public int PartitionCount => Topic.Partitions.Count;

    private Topic Topic => topics.GetOrCreateInternal(name);

    /// <summary>True when the topic is there already: then there may be something to replay.</summary>
    public bool Exists => topics.TryGet(name, out _);

    public int PartitionFor(string id) => JavaStringHash.Partition(id, PartitionCount);

    public ErrorCode Append(int partition, ReadOnlySpan<StateRecord> records, StateProducer? producer = null)
    {
        // The sequence of a transactional batch is not looked at: the coordinator is the only one that writes here.
        using var batch = new RecordBatchBuilder
        {
            Transactional = producer is not null,
            ProducerId = producer?.ProducerId ?? -1,
            ProducerEpoch = producer?.Epoch ?? -1,
        };
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var record in records)
            batch.Add(now, record.Key, record.Value, hasKey: true, hasValue: record.Value is not null);
        return Topic.Partitions[partition].Append(batch.Build(), AppendOrigin.Coordinator).Error;
    }

    public void Replay(int partition, IStateReplay to)
    {
        var log = Topic.Partitions[partition];
        var buffer = ArrayPool<byte>.Shared.Rent(ReplayBytes);
        try
        {
            for (var offset = log.StartOffset; offset < log.EndOffset;)
            {
                var slice = log.Read(offset, ReplayBytes, atLeastOneBatch: true, readCommitted: false).Records;
                if (slice.Length == 0) break;
                if (slice.Length > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent(slice.Length);
                }

                slice.Read(0, buffer.AsSpan(0, slice.Length));
                offset = Replay(buffer.AsMemory(0, slice.Length), offset, to);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Tells the batches from an offset on, and returns the offset behind the last.</summary>
    private static long Replay(ReadOnlyMemory<byte> batches, long from, IStateReplay to)
    {
        var next = from;
        while (batches.Length >= RecordBatchHeader.Size)
        {
            var header = new RecordBatchHeader(batches.Span);
            var batch = batches[..(int)header.SizeInBytes];
            if (header.NextOffset > from) Replay(batch, header, from, to);
            next = header.NextOffset;
            batches = batches[batch.Length..];
        }

        return next;
    }

    private static void Replay(ReadOnlyMemory<byte> batch, in RecordBatchHeader header, long from, IStateReplay to)
    {
        if (header.IsControl)
        {
            if (ControlRecord.TryReadMarker(batch, out var marker)) to.Marker(new StateProducer(marker.ProducerId, marker.Epoch), marker.Commit);
            return;
        }

        StateProducer? producer = header.IsTransactional ? new StateProducer(header.ProducerId, header.ProducerEpoch) : null;
        using var reader = new RecordBatchReader(batch);
        while (reader.Next(out var record))
        {
            if (record.Offset >= from) to.Record(record.Key, record.Value, tombstone: !record.HasValue, producer);
        }

        if (reader.Error is { } error) throw new InvalidDataException($"a batch at offset {header.BaseOffset} of an internal topic cannot be read: {error}");
    }
}
