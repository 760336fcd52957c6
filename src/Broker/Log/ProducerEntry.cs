using System.Runtime.CompilerServices;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>What is remembered of a batch, to recognize it when it is sent again.</summary>
internal readonly record struct BatchMemory(int LastSequence, int OffsetDelta, long LastOffset, long Timestamp)
{
    public long FirstOffset => LastOffset - OffsetDelta;

    public int FirstSequence => LastSequence < OffsetDelta ? LastSequence - OffsetDelta + int.MaxValue + 1 : LastSequence - OffsetDelta;
}

/// <summary>The state of one producer in one partition.</summary>
internal sealed class ProducerEntry(long producerId)
{
    public const int Remembered = 5;
    public const short NoEpoch = -1;

    private Batches _batches;

    public long ProducerId { get; } = producerId;

    public short Epoch { get; private set; } = NoEpoch;

    public int CoordinatorEpoch { get; set; } = -1;

    public long LastTimestamp { get; set; } = -1;

    /// <summary>The first offset of the open transaction, -1 without one.</summary>
    public long TransactionStart { get; set; } = -1;

    public int Count { get; private set; }

    public bool IsEmpty => Count == 0;

    public int LastSequence => IsEmpty ? Sequence.None : Last.LastSequence;

    /// <summary>The last batch; only where there is one.</summary>
    public BatchMemory Last => _batches[Count - 1];

    public BatchMemory this[int index] => _batches[index];

    /// <summary>A batch of the current epoch with exactly these sequences, among the last ones.</summary>
    public bool TryFindDuplicate(in RecordBatchHeader header, out BatchMemory found)
    {
        if (header.ProducerEpoch == Epoch)
        {
            for (var i = 0; i < Count; i++)
            {
                found = _batches[i];
                if (found.FirstSequence == header.BaseSequence && found.LastSequence == header.LastSequence) return true;
            }
        }

        found = default;
        return false;
    }

    public void SetEpoch(short epoch)
    {
        if (epoch == Epoch) return;
        Epoch = epoch;
        Count = 0;
    }

    public void Add(short epoch, BatchMemory batch)
    {
        SetEpoch(epoch);
        if (Count == Remembered)
        {
            for (var i = 1; i < Remembered; i++) _batches[i - 1] = _batches[i];
            Count--;
        }

        _batches[Count++] = batch;
        LastTimestamp = batch.Timestamp;
    }

    [InlineArray(Remembered)]
    private struct Batches
    {
        private BatchMemory _first;
    }
}
