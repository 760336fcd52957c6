using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Transactions;

/// <summary>Brings a decided transaction to its end in every partition it has written to.</summary>
internal sealed class MarkerWriter(TransactionStore store, ITransactionPartitions partitions, TimeProvider time, ILogger logger)
{
    /// <summary>
    /// The epoch of the coordinator in its markers. A single broker has only ever one coordinator; a marker with a lower epoch than the
    /// last one in a partition would be refused.
    /// </summary>
    public const int CoordinatorEpoch = 0;

    /// <summary>
    /// Writes the markers that are missing and stores that the transaction is complete; nothing happens when none is decided. The caller
    /// holds the entry's gate. What cannot be written now stays to be done: the entry is still decided then.
    /// </summary>
    public void Settle(TransactionEntry entry)
    {
        if (entry.Metadata is not { IsDecided: true } decided) return;
        var left = entry.Unmarked ??= [.. decided.Partitions];
        var producer = new StateProducer(decided.ProducerId, decided.Epoch);
        var commit = decided.Status == TransactionStatus.PrepareCommit;
        for (var i = left.Count - 1; i >= 0; i--)
        {
            if (IsFinal(entry, left[i], Write(left[i], producer, commit))) left.RemoveAt(i);
        }

        if (left.Count == 0) store.Save(entry, decided.Complete(time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    // The decision is already stored: a disk that fails now may delay what follows from it, but not change the answer.
    private ErrorCode Write(TopicPartition partition, StateProducer producer, bool commit)
    {
        try
        {
            return partitions.WriteMarker(partition, producer, commit, CoordinatorEpoch);
        }
        catch (IOException)
        {
            return ErrorCode.KafkaStorageError;
        }
    }

    private bool IsFinal(TransactionEntry entry, TopicPartition partition, ErrorCode error)
    {
        switch (error)
        {
            case ErrorCode.None:
            case ErrorCode.UnknownTopicOrPartition: // deleted meanwhile
                return true;
            // A later epoch of this producer is already there, so this transaction is over in the partition: waiting would hold the id
            // for ever.
            case ErrorCode.InvalidProducerEpoch:
            case ErrorCode.TransactionCoordinatorFenced:
                Log.MarkerRefused(logger, entry.TransactionalId, partition.Topic, partition.Partition, error);
                return true;
            default:
                Log.MarkerNotWritten(logger, entry.TransactionalId, partition.Topic, partition.Partition, error);
                return false;
        }
    }
}
