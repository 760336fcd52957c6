using Connect.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Transactions;

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The state {Status} of transactional id {TransactionalId} was not stored: {Error}")]
    public static partial void StateNotStored(ILogger logger, string transactionalId, TransactionStatus status, ErrorCode error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A record of an unknown kind in the transaction log was skipped")]
    public static partial void UnknownStateRecord(ILogger logger);

    [LoggerMessage(Level = LogLevel.Error, Message = "A malformed record in the transaction log was skipped")]
    public static partial void MalformedStateRecord(ILogger logger, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Loaded {Count} transactional ids, {Unfinished} of them with an open or decided transaction")]
    public static partial void Loaded(ILogger logger, int count, int unfinished);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The transaction of {TransactionalId} (producer id {ProducerId}) is aborted: it is open for longer than {TimeoutMs} ms")]
    public static partial void TimedOut(ILogger logger, string transactionalId, long producerId, int timeoutMs);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The end of the transaction of {TransactionalId} is not written to {Topic}-{Partition} yet: {Error}")]
    public static partial void MarkerNotWritten(ILogger logger, string transactionalId, string topic, int partition, ErrorCode error);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Topic}-{Partition} does not take the end of the transaction of {TransactionalId}: {Error}")]
    public static partial void MarkerRefused(ILogger logger, string transactionalId, string topic, int partition, ErrorCode error);

    [LoggerMessage(Level = LogLevel.Error, Message = "No producer id could be reserved")]
    public static partial void NoProducerId(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The periodic work on transactional id {TransactionalId} failed; it is tried again")]
    public static partial void PeriodicWorkFailed(ILogger logger, string transactionalId, Exception exception);
}
