using Connect.Broker.Log;
using Connect.Broker.Protocol;

namespace Connect.Broker.Coordination;

/// <summary>The partitions as the transaction coordinator sees them: places where end markers are written.</summary>
internal interface ITransactionPartitions
{
    bool Exists(TopicPartition partition);

    /// <summary>
    /// Writes the marker that ends a producer's transaction in a partition. For a partition of the group coordinator's topic the pending
    /// offsets take effect (or are dropped) before this returns. <see cref="ErrorCode.UnknownTopicOrPartition"/> when the partition has been
    /// deleted, which needs no retry.
    /// </summary>
    ErrorCode WriteMarker(TopicPartition partition, StateProducer producer, bool commit, int coordinatorEpoch);
}
