using System.Collections;
using Connect.Kafka;
using Connect.Kafka.Producing;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources.ExactlyOnce;

/// <summary>What the transactions of a task work with; it owns the producer.</summary>
internal sealed record SourceTransactionsOptions
{
    public required TransactionalProducer Producer { get; init; }

    /// <summary>Where the offsets go.</summary>
    public required string OffsetsTopic { get; init; }

    public required TransactionBoundary Boundary { get; init; }

    /// <summary>With <see cref="TransactionBoundary.Interval"/>.</summary>
    public required TimeSpan Interval { get; init; }

    /// <summary>What the task asks for, with <see cref="TransactionBoundary.Connector"/>.</summary>
    public required TransactionContext? Requests { get; init; }

    /// <summary>Fails if the task has been replaced meanwhile.</summary>
    public required Func<CancellationToken, Task> ConfirmAsync { get; init; }

    public required TimeProvider Time { get; init; }
}

/// <summary>
/// Puts the records of a task and its offsets into transactions (<c>org.apache.kafka.connect.runtime.ExactlyOnceWorkerSourceTask</c>). A transaction begins with the
/// first record; the offsets are written right before its end, so that others who read them never wait for long.
/// </summary>
internal sealed partial class SourceTransactions(TaskId id, SourceTask task, SourceTransactionsOptions options, bool tellsRecords, ILogger logger)
    : SourceDelivery
{
    private static readonly TimeSpan AbortTimeout = TimeSpan.FromSeconds(5);

    private readonly OffsetWriter _writer = new(options.Producer.Producer, id.Connector, options.OffsetsTopic);
    private readonly Dictionary<IDictionary, IDictionary?> _offsets = new(ByContent.Instance);
    private readonly List<(SourceRecord Record, RecordMetadata? Metadata)> _written = [];
    private readonly Lock _lock = new();
    private long _lastCommit;
    private bool _isOpen;
    private volatile KafkaClientException? _failure;

    public override SharedProducer Producer => options.Producer.Producer;

    /// <summary>Takes over the transactional id. Whoever ran as this task before can write nothing from here on.</summary>
    public override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await options.ConfirmAsync(cancellationToken).ConfigureAwait(false);
        await options.Producer.InitAsync(cancellationToken).ConfigureAwait(false);
        await options.ConfirmAsync(cancellationToken).ConfigureAwait(false);
        _lastCommit = options.Time.GetTimestamp();
    }

    /// <summary>A record is about to be sent.</summary>
    /// <exception cref="ConnectException">It must not be, or nothing can be sent any more.</exception>
    public override void BeforeSend(string topic)
    {
        if (topic == options.OffsetsTopic)
            throw new ConnectException("Source tasks may not produce to their own offsets topics when exactly-once support is enabled");
        if (_failure is { } failure) throw Wrapped("Unrecoverable exception trying to send", AfterFailure(failure));
        Begin();
    }

    public override void Sent(SourceRecord record, bool isTold)
    {
        if (record.SourcePartition is { } partition) _offsets[partition] = record.SourceOffset;
    }

    public override void Written(SentRecord sent, in Delivery delivery)
    {
        lock (_lock) _written.Add((sent.Record, new RecordMetadata(sent.Topic, delivery.Partition, delivery.Offset, delivery.Timestamp)));
    }

    /// <summary>A transaction cannot be committed without it, whatever is tolerated.</summary>
    public override bool Refused(KafkaClientException error)
    {
        _failure ??= error;
        return false;
    }

    public override void LeftOut(SentRecord sent) => throw new NotSupportedException("Nothing is left out of a transaction.");

    public override ValueTask DroppedAsync(SourceRecord record, CancellationToken cancellationToken)
    {
        if (!tellsRecords) return ValueTask.CompletedTask;
        lock (_lock) _written.Add((record, null));
        return ValueTask.CompletedTask;
    }

    public override ConnectException SendFailed(KafkaClientException error) =>
        Wrapped("Unrecoverable exception trying to send", _failure is { } failure && !KafkaError.IsFenced(error.Code) ? AfterFailure(failure) : error);

    /// <summary>What is wrong with a call of the producer, in the words that say what to do about it.</summary>
    private ConnectException Wrapped(string message, KafkaClientException error)
    {
        if (!KafkaError.IsFenced(error.Code)) return new ConnectException(message, error);
        return new ConnectException(
            $"The task {id} was unable to finish writing records to Kafka before its producer transaction expired. It may be necessary to reconfigure this connector in order for it "
            + "to run healthily with exactly-once support. Options for this include: tune the connector's producer configuration for higher throughput, increase the transaction "
            + "timeout for the connector's producers, decrease the offset commit interval (if using interval-based transaction boundaries), or use the 'poll' transaction boundary "
            + "(if the connector is not already configured to use it).",
            KafkaError.OldEpoch());
    }

    /// <summary>Commits or aborts after a record, if the task asks for it.</summary>
    public override ValueTask AfterRecordAsync(SourceRecord record, CancellationToken abandoned) =>
        options.Requests is { } requests && requests.Take(record) is var wanted and not Boundary.None ? EndAsync(wanted, abandoned) : ValueTask.CompletedTask;

    /// <summary>Commits after a batch, or after a poll without records, if it is time.</summary>
    public override ValueTask AfterBatchAsync(CancellationToken abandoned) => options.Boundary switch
    {
        TransactionBoundary.Poll => CommitAsync(abandoned),
        TransactionBoundary.Interval when options.Time.GetElapsedTime(_lastCommit) >= options.Interval => CommitAsync(abandoned),
        TransactionBoundary.Connector when options.Requests!.TakeBatch() is var wanted and not Boundary.None => EndAsync(wanted, abandoned),
        _ => ValueTask.CompletedTask,
    };

    /// <summary>Commits what is open before a pause or a stop; a task that defines its transactions has to have asked for it.</summary>
    public override ValueTask BeforePauseAsync(CancellationToken abandoned) =>
        options.Boundary == TransactionBoundary.Connector ? AfterBatchAsync(abandoned) : CommitAsync(abandoned);

    public override async Task StopAsync(bool failed, CancellationToken abandoned)
    {
        if (!failed && !abandoned.IsCancellationRequested) await BeforePauseAsync(abandoned).ConfigureAwait(false);
        else if (_isOpen) await AbortQuietlyAsync().ConfigureAwait(false);
    }

    public override void Dispose() => options.Producer.Dispose();

    /// <summary>What calls of the producer come to once something has failed; who was fenced out is told that.</summary>
    private static KafkaClientException AfterFailure(KafkaClientException failure) => KafkaError.IsFenced(failure.Code) ? failure : KafkaError.InErrorState(failure);

    private void Begin()
    {
        if (_isOpen) return;
        try
        {
            options.Producer.Begin();
        }
        catch (KafkaClientException e)
        {
            throw Wrapped("Unrecoverable exception trying to send", e);
        }

        _isOpen = true;
    }

    /// <summary>What was aborted is not read again: its offsets are committed, alone.</summary>
    private async ValueTask EndAsync(Boundary wanted, CancellationToken abandoned)
    {
        if (wanted == Boundary.Abort) await AbortAsync(abandoned).ConfigureAwait(false);
        await CommitAsync(abandoned).ConfigureAwait(false);
    }

    private async Task AbortAsync(CancellationToken abandoned)
    {
        if (!_isOpen)
        {
            LogNothingToAbort(logger, id);
            return;
        }

        LogAborting(logger, id);
        await options.Producer.AbortAsync(abandoned).ConfigureAwait(false);
        _isOpen = false;
        _failure = null;
    }

    /// <summary>Others wait for an open transaction until it times out, or the task is started again.</summary>
    private async Task AbortQuietlyAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(AbortTimeout);
            await options.Producer.AbortAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is KafkaClientException or OperationCanceledException)
        {
            LogNotAborted(logger, id, e.Message);
        }
    }

    /// <summary>Goes on for as long as Kafka is away, or until the task is left behind: whether the transaction was committed is settled by the next start then.</summary>
    private async ValueTask CommitAsync(CancellationToken abandoned)
    {
        _lastCommit = options.Time.GetTimestamp();
        if (_isOpen || _offsets.Count > 0)
        {
            try
            {
                if (_failure is { } failure) throw AfterFailure(failure);
                Begin();
                foreach (var (partition, offset) in _offsets) _writer.Write(_writer.Records.Json(partition), offset is null ? null : _writer.Records.Json(offset));
                await options.Producer.CommitAsync(abandoned).ConfigureAwait(false);
            }
            catch (KafkaClientException e)
            {
                throw Wrapped($"Failed to flush offsets and/or records for task {id}", e);
            }
            catch (DataException e)
            {
                throw new ConnectException($"Failed to flush offsets and/or records for task {id}", e);
            }

            _isOpen = false;
            _offsets.Clear();
        }

        await TellTaskAsync().ConfigureAwait(false);
    }

    private async Task TellTaskAsync()
    {
        List<(SourceRecord, RecordMetadata?)> written;
        lock (_lock)
        {
            written = [.. _written];
            _written.Clear();
        }

        try
        {
            foreach (var (record, metadata) in written) await task.CommitRecordAsync(record, metadata, CancellationToken.None).ConfigureAwait(false);
            await task.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogCommit(logger, id, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Task {Task} aborts its transaction: its records are left out, and not read again")]
    private static partial void LogAborting(ILogger logger, TaskId task);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task} asks for an abort of a transaction that has no records; only its offsets are committed")]
    private static partial void LogNothingToAbort(ILogger logger, TaskId task);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The transaction of task {Task} could not be aborted, and ends by its timeout or the next start: {Reason}")]
    private static partial void LogNotAborted(ILogger logger, TaskId task, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {Task} failed to take note of what was committed")]
    private static partial void LogCommit(ILogger logger, TaskId task, Exception error);
}
