using System.Diagnostics;
using Connect.Kafka;
using Connect.Kafka.Producing;
using Connect.Runtime.Errors;
using Connect.Runtime.Sources.ExactlyOnce;
using Connect.Runtime.Sources.Topics;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>
/// Moves records of a source task to Kafka: poll, transform, convert, send; and stores the offsets of what is acknowledged
/// (<c>org.apache.kafka.connect.runtime.WorkerSourceTask</c>).
/// </summary>
internal sealed partial class SourcePump : TaskPump, IDeliveryListener
{
    // Records whose offsets wait behind one that is not acknowledged; more than that are not taken from the task.
    private const long MaxUncommittable = 1_000_000;

    private static readonly TimeSpan FirstPollGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(5);
    // max.block.ms of the Java client, by default.
    private static readonly TimeSpan MaxBlock = TimeSpan.FromSeconds(60);

    private readonly SourceTask _task;
    private readonly SourcePumpOptions _options;
    private readonly SourceRecordWriter _writer;
    private readonly int _sender;
    private readonly AcknowledgementLedger _ledger;
    private readonly SourceDelivery _delivery;
    private readonly SharedProducer _producer;
    private readonly bool _wantsRecords;
    private readonly RecordBytes _bytes = new();
    private long _records;
    private bool _hasPolled;

    public SourcePump(TaskId id, SourceTask task, SourcePumpOptions options, TargetState target, StateListener listener, ILogger logger)
        : base(id, target, listener, options.OnTopic, logger)
    {
        _task = task;
        _options = options;
        _writer = new SourceRecordWriter(options.Converters, options.Transformations, options.Errors);
        _wantsRecords = Overrides(task, nameof(SourceTask.CommitRecordAsync));
        _ledger = new AcknowledgementLedger(_wantsRecords, trackOffsets: options.Transactions is null);
        _delivery = options.Transactions is { } transactions
            ? new SourceTransactions(id, task, transactions, _wantsRecords, logger)
            : new SourceCommitter(id, task, _ledger, options, logger);
        _producer = _delivery.Producer;
        _sender = _producer.Register(this);
    }

    public override string Version => _task.Version;

    public override long Records => Interlocked.Read(ref _records);

    void IDeliveryListener.OnDelivered(ReadOnlySpan<Delivery> deliveries)
    {
        var written = 0;
        var count = 0;
        Span<long> acknowledged = stackalloc long[256];
        foreach (var delivery in deliveries)
        {
            // What is not left out is not acknowledged: its offset must never be committed.
            if (delivery.Error != 0 && !_delivery.Refused(KafkaError.Of(delivery.Error, delivery.Topic))) continue;
            if (delivery.Error == 0) written++;
            if (_wantsRecords)
            {
                if (_ledger.Acknowledge(delivery.Sequence) is not { } sent) continue;
                if (delivery.Error == 0) _delivery.Written(sent, delivery);
                else _delivery.LeftOut(sent);
                continue;
            }

            acknowledged[count++] = delivery.Sequence;
            if (count < acknowledged.Length) continue;
            _ledger.Acknowledge(acknowledged);
            count = 0;
        }

        _ledger.Acknowledge(acknowledged[..count]);
        Interlocked.Add(ref _records, written);
    }

    private protected override async Task RunAsync()
    {
        try
        {
            if (!await WaitWhilePausedAsync().ConfigureAwait(false)) return;
            await _delivery.PrepareAsync(Stopping).ConfigureAwait(false);
            _task.Initialize(_options.Context);
            try
            {
                await _task.StartAsync(_options.Context.Configs, Stopping).ConfigureAwait(false);
                Report(WorkState.Running);
                _delivery.Start();
                await PumpAndStopAsync().ConfigureAwait(false);
            }
            finally
            {
                await StopTaskAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _producer.Unregister(_sender);
            _delivery.Dispose();
            _options.Dispose();
        }
    }

    private async Task PumpAndStopAsync()
    {
        var failed = true;
        try
        {
            await PumpAsync().ConfigureAwait(false);
            failed = false;
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            failed = false;
        }
        finally
        {
            await _delivery.StopAsync(failed, Abandoned).ConfigureAwait(false);
        }
    }

    /// <summary>What the producer would not even send fails as if Kafka had refused it.</summary>
    private void Refuse(long sequence, KafkaClientException error)
    {
        if (!_delivery.Refused(error) || _ledger.Acknowledge(sequence) is not { } sent) return;
        _delivery.Sent(sent.Record, isTold: true);
        _delivery.LeftOut(sent);
    }

    private static bool Overrides(SourceTask task, string method) => task.GetType().GetMethod(method)!.DeclaringType != typeof(SourceTask);

    private async Task PumpAsync()
    {
        while (!Stopping.IsCancellationRequested)
        {
            _delivery.ThrowIfFailed();
            var changed = TargetChanged;
            if (IsPauseWanted)
            {
                await _delivery.BeforePauseAsync(Abandoned).ConfigureAwait(false);
                if (!await WaitWhilePausedAsync().ConfigureAwait(false)) return;
                Report(WorkState.Running);
                continue;
            }

            await _delivery.BeforePollAsync(Stopping).ConfigureAwait(false);
            if (await PollAsync(changed).ConfigureAwait(false) is { } batch) await SendAsync(batch).ConfigureAwait(false);
            await _delivery.AfterBatchAsync(Abandoned).ConfigureAwait(false);
        }
    }

    private async Task<bool> WaitWhilePausedAsync()
    {
        while (true)
        {
            // Taken before the look: a change between the two ends the wait.
            var changed = TargetChanged;
            if (!IsPauseWanted || Stopping.IsCancellationRequested) return !Stopping.IsCancellationRequested;
            Report(WorkState.Paused);
            await changed.WhenCancelled().ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken changed)
    {
        try
        {
            if (_hasPolled || _options.Transactions is null) return await _task.PollAsync(changed).ConfigureAwait(false);
            _hasPolled = true;
            return await FirstPollAsync(changed).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested || IsPauseWanted)
        {
            return null;
        }
        catch (RetriableException e)
        {
            LogRetriable(Logger, Id, TraceText.Line(e));
            return null;
        }
    }

    /// <summary>
    /// A task that has just taken over its transactional id has two seconds to get to its first records, even if it is stopped at once: its start was most of the work.
    /// </summary>
    private async ValueTask<IReadOnlyList<SourceRecord>?> FirstPollAsync(CancellationToken changed)
    {
        using var poll = new CancellationTokenSource();
        using var grace = new CancellationTokenSource(FirstPollGrace, _options.Time);
        using var both = changed.Register(() => grace.Token.Register(poll.Cancel));
        return await _task.PollAsync(poll.Token).ConfigureAwait(false);
    }

    private async ValueTask SendAsync(IReadOnlyList<SourceRecord> batch)
    {
        // A task that was left behind may come back with records that its successor reads, too.
        Abandoned.ThrowIfCancellationRequested();
        for (var i = 0; i < batch.Count; i++)
        {
            var record = batch[i];
            _delivery.ThrowIfFailed();
            if (!TryWrite(record, out var retry, out var written))
            {
                if (retry is not null) written = await WriteAgainAsync(record, retry).ConfigureAwait(false);
                if (written is null)
                {
                    await _delivery.DroppedAsync(record, Stopping).ConfigureAwait(false);
                    await _delivery.AfterRecordAsync(record, Abandoned).ConfigureAwait(false);
                    continue;
                }
            }

            if (_options.Topics is { } topics && !topics.Knows(written!.Topic!)) await CreateTopicAsync(topics, written.Topic!).ConfigureAwait(false);
            if (TrySend(record, written!) != SendResult.Queued) await SendLaterAsync(record, written!).ConfigureAwait(false);
            await _delivery.AfterRecordAsync(record, Abandoned).ConfigureAwait(false);
        }
    }

    private async Task CreateTopicAsync(TopicCreator topics, string topic)
    {
        while (true)
        {
            try
            {
                await topics.EnsureAsync(topic, Stopping).ConfigureAwait(false);
                return;
            }
            catch (RetriableException e)
            {
                LogRetriable(Logger, Id, TraceText.Line(e));
                await Task.Delay(RetryPause, _options.Time, Stopping).ConfigureAwait(false);
            }
        }
    }

    /// <summary>False if the record is dropped, or failed in a way that may pass.</summary>
    private bool TryWrite(SourceRecord record, out RetriableException? retry, out SourceRecord? written)
    {
        retry = null;
        written = null;
        try
        {
            written = _writer.Write(record, _bytes);
        }
        catch (RetriableException e)
        {
            retry = e;
        }

        return written is not null;
    }

    private async Task<SourceRecord?> WriteAgainAsync(SourceRecord record, RetriableException error)
    {
        var since = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            if (_options.Errors.DelayBeforeRetry(tries, Stopwatch.GetElapsedTime(since)) is not { } delay)
            {
                _writer.Report(error, record);
                return null;
            }

            await Task.Delay(delay, Stopping).ConfigureAwait(false);
            if (TryWrite(record, out var again, out var written)) return written;
            if (again is null) return null;
            error = again;
        }
    }

    private SendResult TrySend(SourceRecord record, SourceRecord written)
    {
        _delivery.BeforeSend(written.Topic!);
        var sequence = _ledger.Submit(record, written.Topic!);
        if (_bytes.SizeInRequest > _producer.MaxRequestSize)
        {
            Refuse(sequence, KafkaError.TooLarge(_bytes.SizeInRequest, _producer.MaxRequestSize));
            return SendResult.Queued;
        }

        var result = _producer.Send(_sender, sequence, written.Topic!, written.KafkaPartition, written.Timestamp, _bytes, out var error);
        if (result == SendResult.Queued)
        {
            _delivery.Sent(record, _wantsRecords);
            UseTopic(written.Topic!);
            return result;
        }

        _ledger.Withdraw(sequence);
        if (result != SendResult.Failed) return result;
        throw _delivery.SendFailed(KafkaError.Of(error, written.Topic));
    }

    /// <summary>Waits for room in the producer, or for a partition that a topic gets just now.</summary>
    private async Task SendLaterAsync(SourceRecord record, SourceRecord written)
    {
        var since = _options.Time.GetTimestamp();
        while (true)
        {
            _delivery.ThrowIfFailed();
            var room = _producer.Room;
            var result = _ledger.Span < MaxUncommittable ? TrySend(record, written) : SendResult.Full;
            switch (result)
            {
                case SendResult.Full:
                    await WaitForRoomAsync(room).ConfigureAwait(false);
                    break;
                case SendResult.UnknownPartition when _options.Time.GetElapsedTime(since) > MaxBlock:
                    throw _delivery.SendFailed(KafkaError.NoPartition(written.Topic!, written.KafkaPartition ?? 0, MaxBlock));
                case SendResult.UnknownPartition:
                    await Task.Run(() => _producer.RefreshTopic(written.Topic!, MetadataTimeout), Stopping).ConfigureAwait(false);
                    await Task.Delay(RetryPause, _options.Time, Stopping).ConfigureAwait(false);
                    break;
                default:
                    return;
            }
        }
    }

    private async Task WaitForRoomAsync(Task room)
    {
        try
        {
            await room.WaitAsync(TimeSpan.FromSeconds(1), _options.Time, Stopping).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Time to look whether something failed meanwhile.
        }
    }

    private async Task StopTaskAsync()
    {
        try
        {
            await _task.StopAsync(Abandoned).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogStop(Logger, Id, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task}: nothing can be polled now, it is tried again: {Reason}")]
    private static partial void LogRetriable(ILogger logger, TaskId task, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task} threw an exception when it was stopped")]
    private static partial void LogStop(ILogger logger, TaskId task, Exception error);
}
