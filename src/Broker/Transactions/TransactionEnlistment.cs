using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;

namespace Connect.Broker.Transactions;

/// <summary>
/// What comes before a transactional write: from the versions that know transaction version 2 on, the write itself makes its partition
/// part of the transaction; older clients must have added it, which is verified (KIP-890). Answers are those of the write's own protocol.
/// </summary>
/// <remarks>
/// Not to be called while holding a lock of a partition or group: markers are written to those under the coordinator's lock.
/// </remarks>
internal sealed class TransactionEnlistment(TransactionCoordinator coordinator, IStateLog offsets)
{
    /// <summary>NOT_ENOUGH_REPLICAS: a retriable error that every producer knows.</summary>
    private const ErrorCode TryAgain = ErrorCode.NotEnoughReplicas;

    /// <summary>
    /// Before transactional records are appended to a partition. Free of allocations when the partition is part of the transaction
    /// already.
    /// </summary>
    public ErrorCode ForProduce(short produceVersion, string transactionalId, ProducerIdentity producer, TopicPartition partition)
    {
        var error = produceVersion >= 12
            ? coordinator.AddPartitions(transactionalId, producer, new(in partition), TransactionMetadata.BumpsEpoch)
            : coordinator.VerifyPartition(transactionalId, producer, partition);
        return AsProduce(error, produceVersion);
    }

    /// <summary>The same for all partitions of a request: they are added with one write to the transaction log.</summary>
    /// <param name="produceVersion">The version of the Produce request.</param>
    /// <param name="transactionalId">The transactional id.</param>
    /// <param name="producer">The producer in the batches.</param>
    /// <param name="partitions">Partitions that exist.</param>
    /// <param name="errors">An answer for each of them.</param>
    public void ForProduce(
        short produceVersion,
        string transactionalId,
        ProducerIdentity producer,
        ReadOnlySpan<TopicPartition> partitions,
        Span<ErrorCode> errors)
    {
        if (partitions.IsEmpty) return;
        if (produceVersion >= 12)
        {
            errors[..partitions.Length].Fill(AsProduce(
                coordinator.AddPartitions(transactionalId, producer, partitions, TransactionMetadata.BumpsEpoch), produceVersion));
            return;
        }

        for (var i = 0; i < partitions.Length; i++) errors[i] = ForProduce(produceVersion, transactionalId, producer, partitions[i]);
    }

    /// <summary>Before the offsets of a transaction are appended for a group (TxnOffsetCommit).</summary>
    public ErrorCode ForOffsets(short txnOffsetCommitVersion, string transactionalId, ProducerIdentity producer, string groupId)
    {
        var partition = OffsetsPartition(offsets, groupId);
        var error = txnOffsetCommitVersion >= 5
            ? coordinator.AddPartitions(transactionalId, producer, new(in partition), TransactionMetadata.BumpsEpoch)
            : coordinator.VerifyPartition(transactionalId, producer, partition);
        return AsWrite(error, knowsAbortable: txnOffsetCommitVersion >= 4);
    }

    public static TopicPartition OffsetsPartition(IStateLog offsets, string groupId) =>
        new("__consumer_offsets", offsets.PartitionFor(groupId));

    private static ErrorCode AsProduce(ErrorCode error, short version) => AsWrite(error, knowsAbortable: version >= 11) switch
    {
        ErrorCode.CoordinatorLoadInProgress or ErrorCode.CoordinatorNotAvailable or ErrorCode.NotCoordinator => TryAgain,
        ErrorCode.ConcurrentTransactions when version < 12 => TryAgain,
        var other => other,
    };

    private static ErrorCode AsWrite(ErrorCode error, bool knowsAbortable) => error switch
    {
        ErrorCode.ProducerFenced => ErrorCode.InvalidProducerEpoch,
        ErrorCode.TransactionAbortable when !knowsAbortable => ErrorCode.InvalidTxnState,
        _ => error,
    };
}
