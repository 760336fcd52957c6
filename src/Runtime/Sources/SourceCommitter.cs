using System.Buffers;
using System.Collections;
using System.Threading.Channels;
using Connect.Kafka;
using Connect.Kafka.Producing;
using Connect.Runtime.Converters.Json;
using Connect.Runtime.Errors;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>
/// Stores the committable offsets of a source task every <c>offset.flush.interval.ms</c> and at its end, and tells the task of records and offsets that are safe.
/// A commit that fails is made good by the next one and never fails the task.
/// </summary>
internal sealed partial class SourceCommitter(TaskId id, SourceTask task, AcknowledgementLedger ledger, SourcePumpOptions options, ILogger logger)
    : SourceDelivery
{
    private readonly Channel<(SourceRecord Record, RecordMetadata? Metadata)> _acknowledged =
        Channel.CreateUnbounded<(SourceRecord, RecordMetadata?)>(new UnboundedChannelOptions { SingleReader = true });

    // A task that is slow to take note of what was written gets no more to write.
    private const int MostUntold = 20_000;

    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _committing = new(1, 1);
    private readonly JsonConverter _converter = SourceOffsets.NewConverter();
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Dictionary<string, string?> _pending = new(StringComparer.Ordinal);
    private Task _commits = Task.CompletedTask;
    private Task _records = Task.CompletedTask;
    private volatile TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile KafkaClientException? _failure;
    private int _untold;

    public override SharedProducer Producer => options.Producer!.Producer;

    public override void Start()
    {
        _commits = Task.Run(() => CommitPeriodicallyAsync(_end.Token), CancellationToken.None);
        _records = Task.Run(TellRecordsAsync, CancellationToken.None);
    }

    /// <summary>Waits until the task has been told of all but a bounded number of the records that were sent.</summary>
    public override async ValueTask BeforePollAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var told = _told.Task;
            if (Volatile.Read(ref _untold) <= MostUntold) return;
            await told.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override void ThrowIfFailed()
    {
        if (_failure is { } failure) throw new ConnectException("Unrecoverable exception from producer send callback", failure);
    }

    public override void Sent(SourceRecord record, bool isTold)
    {
        if (isTold) Interlocked.Increment(ref _untold);
    }

    public override void Written(SentRecord sent, in Delivery delivery) =>
        _acknowledged.Writer.TryWrite((sent.Record, new RecordMetadata(sent.Topic, delivery.Partition, delivery.Offset, delivery.Timestamp)));

    /// <summary>With <c>errors.tolerance=all</c> a record that Kafka refuses for good is left out.</summary>
    public override bool Refused(KafkaClientException error)
    {
        if (options.Errors.Tolerates)
            options.Errors.Log(new Failure(error, Stage.KafkaProduce, "org.apache.kafka.clients.producer.KafkaProducer"), () => "source record was refused");
        else
            _failure ??= error;
        return options.Errors.Tolerates;
    }

    public override void LeftOut(SentRecord sent) => _acknowledged.Writer.TryWrite((sent.Record, null));

    public override async ValueTask DroppedAsync(SourceRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await task.CommitRecordAsync(record, null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogCommitRecord(logger, id, e);
        }
    }

    /// <summary>Waits for what is in flight, and commits a last time.</summary>
    public override async Task StopAsync(bool failed, CancellationToken abandoned)
    {
        try
        {
            await _end.CancelAsync().ConfigureAwait(false);
            await Task.WhenAny(ledger.WhenQuiet(), Task.Delay(options.FlushTimeout, options.Time, abandoned)).ConfigureAwait(false);
            _acknowledged.Writer.TryComplete();
            await Task.WhenAll(_commits, _records).WaitAsync(options.FlushTimeout, options.Time, abandoned).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            LogSlowEnd(logger, id);
        }

        if (!abandoned.IsCancellationRequested) await CommitAsync(abandoned).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        options.Producer!.Dispose();
        _committing.Dispose();
        _end.Dispose();
    }

    private async Task CommitPeriodicallyAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(options.FlushInterval, options.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false)) await CommitAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The last commit is made by the end.
        }
    }

    private async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _committing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            foreach (var (partition, offset) in ledger.TakeCommittable()) Add(partition, offset);
            if (_pending.Count > 0)
            {
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                timeout.CancelAfter(options.FlushTimeout);
                await options.Offsets.WriteAsync([.. _pending.Select(p => new StoredOffset(p.Key, p.Value))], timeout.Token).ConfigureAwait(false);
                _pending.Clear();
            }

            await task.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (!cancellationToken.IsCancellationRequested) LogCommitFailed(logger, id, e.Message);
        }
        finally
        {
            _committing.Release();
        }
    }

    private void Add(IDictionary partition, IDictionary? offset)
    {
        try
        {
            var key = SourceOffsets.ToJson(partition, _converter, _buffer);
            _pending[key] = offset is null ? null : SourceOffsets.ToJson(offset, _converter, _buffer);
        }
        catch (Exception e) when (e is Sdk.Errors.DataException)
        {
            LogBadOffset(logger, id, e.Message);
        }
    }

    private async Task TellRecordsAsync()
    {
        await foreach (var (record, metadata) in _acknowledged.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await task.CommitRecordAsync(record, metadata, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                LogCommitRecord(logger, id, e);
            }

            if (Interlocked.Decrement(ref _untold) == MostUntold)
                Interlocked.Exchange(ref _told, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {Task} failed to commit offsets, which is tried again with the next commit: {Reason}")]
    private static partial void LogCommitFailed(ILogger logger, TaskId task, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Task {Task} has an offset that cannot be stored: {Reason}")]
    private static partial void LogBadOffset(ILogger logger, TaskId task, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {Task} failed to take note of a record that was written")]
    private static partial void LogCommitRecord(ILogger logger, TaskId task, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task}: not all records were acknowledged in time; those that were are committed, the others are read again")]
    private static partial void LogSlowEnd(ILogger logger, TaskId task);
}
