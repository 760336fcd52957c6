using Connect.Broker.Protocol;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

/// <summary>The outcome of an append. <see cref="LogAppendTime"/> is -1 where records keep the time that their producer gave them.</summary>
internal readonly record struct AppendResult(
    ErrorCode Error,
    string? Message,
    long BaseOffset,
    long LastOffset,
    long LogAppendTime,
    long LogStartOffset,
    IReadOnlyList<RecordError>? RecordErrors)
{
    public bool Success => Error == ErrorCode.None;

    /// <summary>True where the batch had been appended before and these are its offsets from then.</summary>
    public bool Duplicate { get; init; }

    public static AppendResult Failed(ErrorCode error, string? message, IReadOnlyList<RecordError>? records = null) =>
        new(error, message, -1, -1, -1, -1, records);
}
