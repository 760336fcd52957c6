using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Connect.Broker.Log;
using Connect.Broker.Protocol.InternalRecords;
using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Transactions;

/// <summary>The records of <c>__transaction_state</c>, in Kafka's own format.</summary>
internal static class TransactionRecords
{
    private const short KeyType = 0;
    private const short NewestValue = 1;

    public static byte[] Key(string transactionalId) => Write(KeyType, new TransactionLogKey { TransactionalId = transactionalId }, 0);

    public static byte[] Value(TransactionMetadata metadata) => Write(NewestValue, ToWire(metadata), NewestValue);

    /// <summary>The transactional id of a key; null when it is a key of another kind.</summary>
    public static string? ReadKey(ReadOnlySpan<byte> key)
    {
        if (key.Length < 2 || BinaryPrimitives.ReadInt16BigEndian(key) != KeyType) return null;
        return WireReader.Read<TransactionLogKey>(key.ToArray(), 2, key.Length - 2, 0).TransactionalId;
    }

    /// <summary>The state in a value; null when a newer Kafka wrote it.</summary>
    public static TransactionMetadata? ReadValue(ReadOnlySpan<byte> value)
    {
        if (value.Length < 2) return null;
        var version = BinaryPrimitives.ReadInt16BigEndian(value);
        if (version is < 0 or > NewestValue) return null;
        return FromWire(WireReader.Read<TransactionLogValue>(value.ToArray(), 2, value.Length - 2, version));
    }

    private static byte[] Write<T>(short prefix, T message, short version) where T : class, IMessage
    {
        using var buffer = new WireBuffer();
        BinaryPrimitives.WriteInt16BigEndian(buffer.Append(2), prefix);
        WireWriter.Write(buffer, message, version);
        return buffer.Span.ToArray();
    }

    private static TransactionLogValue ToWire(TransactionMetadata metadata) => new()
    {
        ProducerId = metadata.ProducerId,
        PreviousProducerId = metadata.PreviousProducerId,
        NextProducerId = metadata.NextProducerId,
        ProducerEpoch = metadata.Epoch,
        TransactionTimeoutMs = metadata.TimeoutMs,
        TransactionStatus = (sbyte)metadata.Status,
        TransactionPartitions = metadata.Status == TransactionStatus.Empty ? null : ByTopic(metadata.Partitions),
        TransactionLastUpdateTimestampMs = metadata.LastUpdateMs,
        TransactionStartTimestampMs = metadata.StartMs,
        ClientTransactionVersion = metadata.ClientVersion,
    };

    private static List<TransactionLogValue.PartitionsSchema> ByTopic(PartitionSet partitions)
    {
        var topics = new List<TransactionLogValue.PartitionsSchema>();
        var index = new Dictionary<string, TransactionLogValue.PartitionsSchema>(StringComparer.Ordinal);
        foreach (var partition in partitions)
        {
            ref var topic = ref CollectionsMarshal.GetValueRefOrAddDefault(index, partition.Topic, out _);
            if (topic is null) topics.Add(topic = new TransactionLogValue.PartitionsSchema { Topic = partition.Topic });
            topic.PartitionIds.Add(partition.Partition);
        }

        return topics;
    }

    private static TransactionMetadata FromWire(TransactionLogValue value)
    {
        var partitions = new List<TopicPartition>();
        foreach (var topic in value.TransactionPartitions ?? [])
        {
            foreach (var partition in topic.PartitionIds) partitions.Add(new TopicPartition(topic.Topic, partition));
        }

        return new TransactionMetadata
        {
            ProducerId = value.ProducerId,
            PreviousProducerId = value.PreviousProducerId,
            NextProducerId = value.NextProducerId,
            Epoch = value.ProducerEpoch,
            TimeoutMs = value.TransactionTimeoutMs,
            Status = (TransactionStatus)value.TransactionStatus,
            Partitions = partitions.Count == 0 ? PartitionSet.Empty : PartitionSet.Empty.With(CollectionsMarshal.AsSpan(partitions)),
            LastUpdateMs = value.TransactionLastUpdateTimestampMs,
            StartMs = value.TransactionStartTimestampMs,
            ClientVersion = value.ClientTransactionVersion,
        };
    }
}
