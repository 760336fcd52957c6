using Connect.Broker.Protocol;

namespace Connect.Broker.Log;

/// <summary>What a read found; all offsets belong to one moment.</summary>
/// <param name="Error">None or OffsetOutOfRange.</param>
/// <param name="Records">Whole batches; the first may begin before the offset that was asked for. May be empty.</param>
/// <param name="HighWatermark">The end of the log.</param>
/// <param name="LastStableOffset">The first offset of the oldest open transaction, or the end of the log.</param>
/// <param name="StartOffset">The first offset there is.</param>
/// <param name="Aborted">Aborted transactions that overlap the records; null unless read_committed was asked for.</param>
internal readonly record struct ReadResult(
    ErrorCode Error,
    FileSlice Records,
    long HighWatermark,
    long LastStableOffset,
    long StartOffset,
    IReadOnlyList<AbortedTransaction>? Aborted);

internal readonly record struct AbortedTransaction(long ProducerId, long FirstOffset);
