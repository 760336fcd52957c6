using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Topics;

namespace Connect.Broker.Coordination;

/// <summary>Writes markers into logs, and tells the group coordinator of those in its own topic.</summary>
/// <param name="topics">All topics.</param>
/// <param name="offsetsEnded">Makes the pending offsets of a producer count, or drops them: partition of the offsets topic, producer, commit.</param>
internal sealed class TransactionPartitions(TopicRegistry topics, Func<int, StateProducer, bool, ErrorCode> offsetsEnded) : ITransactionPartitions
{
    public bool Exists(TopicPartition partition)
        => topics.TryGet(partition.Topic, out var topic) && (uint)partition.Partition < (uint)topic.PartitionCount;

    public ErrorCode WriteMarker(TopicPartition partition, StateProducer producer, bool commit, int coordinatorEpoch)
    {
        var error = topics.FindPartition(partition.Topic, partition.Partition, out var log);
        if (error != ErrorCode.None || log is null) return error;
        error = log.AppendControl(producer.ProducerId, producer.Epoch, commit, coordinatorEpoch).Error;
        return error == ErrorCode.None && partition.Topic == TopicNames.ConsumerOffsets
            ? offsetsEnded(partition.Partition, producer, commit)
            : error;
    }
}
