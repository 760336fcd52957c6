using Connect.Broker.Protocol;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>Which batches and markers of a producer a partition accepts, given what it knows of the producer.</summary>
internal static class ProducerRules
{
    /// <summary>Markers of transactions that raise the epoch come with a higher epoch than the transaction had.</summary>
    private const int RaisesEpoch = 2;

    public static AppendResult? Check(
        ProducerStates states, in RecordBatchHeader batch, AppendOrigin origin, in AppendGuard guard, long offset, TopicPartition partition)
    {
        var entry = states.Find(batch.ProducerId);
        var current = entry?.Epoch ?? ProducerEntry.NoEpoch;
        if (batch.IsTransactional && guard.RequireTransaction && !states.IsTransactionOpen(batch.ProducerId, batch.ProducerEpoch))
        {
            if (batch.ProducerEpoch < current) return OldEpoch(batch.ProducerId, batch.ProducerEpoch, current, offset, partition);
            if (guard.Ticket == 0 || states.FindVerification(batch.ProducerId)?.Ticket != guard.Ticket)
                return AppendResult.Failed(ErrorCode.InvalidTxnState, "Record was not part of an ongoing transaction");
        }

        if (batch.ProducerEpoch < current) return OldEpoch(batch.ProducerId, batch.ProducerEpoch, current, offset, partition);
        if (origin == AppendOrigin.Client && OutOfSequence(states, entry, batch, offset, partition) is { } failure) return failure;
        return entry is { TransactionStart: >= 0 } && !batch.IsTransactional
            ? AppendResult.Failed(ErrorCode.InvalidTxnState, $"Expected transactional write from producer {batch.ProducerId} at offset {offset} in partition {partition}")
            : null;
    }

    public static AppendResult? Check(ProducerStates states, EndMarker marker, int transactionVersion, TopicPartition partition)
    {
        if (states.Find(marker.ProducerId) is not { } entry) return null;
        var old = transactionVersion >= RaisesEpoch ? marker.Epoch <= entry.Epoch : marker.Epoch < entry.Epoch;

        // The same epoch without an open transaction: the marker is here already and its answer was lost.
        var repeated = marker.Epoch == entry.Epoch && (entry.TransactionStart < 0 || marker.Epoch == short.MaxValue);
        if (old && !repeated) return OldEpoch(marker.ProducerId, marker.Epoch, entry.Epoch, marker.Offset, partition);
        return marker.CoordinatorEpoch < entry.CoordinatorEpoch
            ? AppendResult.Failed(
                ErrorCode.TransactionCoordinatorFenced,
                $"Invalid coordinator epoch for producerId {marker.ProducerId} at offset {marker.Offset} in partition {partition}: "
                + $"{marker.CoordinatorEpoch} (zombie), {entry.CoordinatorEpoch} (current)")
            : null;
    }

    public static AppendResult OldEpoch(long producerId, short epoch, short current, long offset, TopicPartition partition) => AppendResult.Failed(
        ErrorCode.InvalidProducerEpoch,
        $"Epoch of producer {producerId} at offset {offset} in {partition} is {epoch}, which is smaller than the last seen epoch {current}");

    private static AppendResult? OutOfSequence(
        ProducerStates states, ProducerEntry? entry, in RecordBatchHeader batch, long offset, TopicPartition partition)
    {
        var sequence = batch.BaseSequence;
        if (states.FindVerification(batch.ProducerId) is { } verification)
        {
            if (verification.EpochBump && sequence != 0 && entry is null or { IsEmpty: true })
                return OutOfOrder(batch, offset, partition, "a producer that raises its epoch begins with 0");
            if (sequence > verification.LowestSequence)
                return OutOfOrder(batch, offset, partition, $"{verification.LowestSequence} (earliest seen sequence)");
        }

        if (entry is null || entry.Epoch == ProducerEntry.NoEpoch) return null;
        if (batch.ProducerEpoch != entry.Epoch)
            return sequence == 0 ? null : OutOfOrder(batch, offset, partition, $"a new epoch begins with 0, the current one is {entry.Epoch}");
        return Sequence.Follows(sequence, entry.LastSequence)
            ? null
            : OutOfOrder(batch, offset, partition, $"{entry.LastSequence} (current end sequence number)");
    }

    private static AppendResult OutOfOrder(in RecordBatchHeader batch, long offset, TopicPartition partition, string why) => AppendResult.Failed(
        ErrorCode.OutOfOrderSequenceNumber,
        $"Out of order sequence number for producer {batch.ProducerId} at offset {offset} in partition {partition}: {batch.BaseSequence} (incoming seq. number), {why}");
}
