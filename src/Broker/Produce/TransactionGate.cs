using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Records;
using Connect.Broker.Transactions;

namespace Connect.Broker.Produce;

/// <summary>
/// Lets a transactional batch into a partition only while its transaction is open there. The coordinator is asked once per transaction and
/// partition: from then on the log itself knows.
/// </summary>
internal sealed class TransactionGate(TransactionEnlistment transactions)
{
    /// <summary>From this version on a write adds its partition to the transaction by itself (KIP-890).</summary>
    private const short AddsPartitionsSince = 12;

    /// <summary>None with the guard to append under, or why the batch is refused.</summary>
    public ErrorCode TryOpen(PartitionLog log, in RecordBatchHeader batch, string transactionalId, short version, out AppendGuard guard)
    {
        var error = log.BeginVerification(batch.ProducerId, batch.ProducerEpoch, batch.BaseSequence, version >= AddsPartitionsSince, out var ticket);
        guard = new AppendGuard(RequireTransaction: true, ticket);
        return error != ErrorCode.None || ticket == 0
            ? error
            : transactions.ForProduce(version, transactionalId, new ProducerIdentity(batch.ProducerId, batch.ProducerEpoch), log.Partition);
    }
}
