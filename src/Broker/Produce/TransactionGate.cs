using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Records;

namespace Connect.Broker.Produce;

/// <summary>
/// Lets a transactional batch into a partition only while its transaction is open there. The coordinator is asked once per transaction and
/// partition: from then on the log itself knows.
/// </summary>
internal sealed class TransactionGate(IProducerTransactions transactions)
{
    /// <summary>From this version on a write adds its partition to the transaction by itself.</summary>
    private const short AddsPartitionsSince = 12;

    /// <summary>From this version on clients know TRANSACTION_ABORTABLE.</summary>
    private const short AbortableSince = 11;

    /// <summary>None with the guard to append under, or why the batch is refused.</summary>
    public ErrorCode TryOpen(PartitionLog log, in RecordBatchHeader batch, string transactionalId, short version, out AppendGuard guard)
    {
        var producer = new StateProducer(batch.ProducerId, batch.ProducerEpoch);
        var ticket = log.BeginVerification(producer.ProducerId, producer.Epoch);
        guard = new AppendGuard(RequireTransaction: true, ticket);
        if (ticket == 0) return ErrorCode.None;
        var error = version >= AddsPartitionsSince
            ? transactions.AddPartition(transactionalId, producer, log.Partition)
            : transactions.VerifyPartition(transactionalId, producer, log.Partition);
        return error switch
        {
            ErrorCode.ProducerFenced => ErrorCode.InvalidProducerEpoch,
            ErrorCode.InvalidTxnState or ErrorCode.TransactionAbortable when version < AddsPartitionsSince =>
                version >= AbortableSince ? ErrorCode.TransactionAbortable : ErrorCode.InvalidTxnState,
            // Clients retry a write after this one; coordinator errors are not among those that they expect from a write.
            ErrorCode.ConcurrentTransactions or ErrorCode.CoordinatorLoadInProgress or ErrorCode.CoordinatorNotAvailable
                or ErrorCode.NotCoordinator when version < AddsPartitionsSince || error != ErrorCode.ConcurrentTransactions => ErrorCode.NotEnoughReplicas,
            _ => error,
        };
    }
}
