using System.Diagnostics;
using Confluent.Kafka;
using Connect.Kafka;
using Connect.Kafka.Consuming;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Runtime.Sinks;

/// <summary>
/// Moves records from Kafka to a sink task: consume, convert, transform, put; and commits offsets (<c>org.apache.kafka.connect.runtime.WorkerSinkTask</c>). It has
/// a thread of its own, since librdkafka's calls block.
/// </summary>
internal sealed partial class SinkPump : TaskPump
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TopicsInterval = TimeSpan.FromSeconds(30);

    private readonly SinkTask _task;
    private readonly SinkPumpOptions _options;
    private readonly SinkRecordReader _reader;
    private readonly SinkPartitions _partitions = new();
    private readonly SinkErrors _errors;
    private readonly SinkTaskContext _context;
    private BatchConsumer? _consumer;
    private SinkCommits _commits = null!;
    private SinkRebalances _rebalances = null!;
    private List<SinkRecord>? _toPutAgain;
    private long _putAgainAt;
    private long _nextCommit;
    private long _nextTopics;
    private bool _isPaused;
    private long _records;

    public SinkPump(TaskId id, SinkTask task, SinkPumpOptions options, TargetState target, StateListener listener, ILogger logger)
        : base(id, target, listener, options.OnTopic, logger)
    {
        _task = task;
        _options = options;
        _errors = new SinkErrors(options.Errors, options.DeadLetters, options.Converters);
        _reader = new SinkRecordReader(options.Converters, options.Transformations, _errors);
        _context = new SinkTaskContext(options, _partitions, _errors, SetPaused);
    }

    public override string Version => _task.Version;

    public override long Records => Interlocked.Read(ref _records);

    /// <summary>A thread of its own, for the whole life of the task: the calls of the task are waited for on it.</summary>
    private protected override Task StartRun(Func<Task> run) => Task.Factory.StartNew(
        () => run().GetAwaiter().GetResult(), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private protected override void OnTargetChanged() => Volatile.Read(ref _consumer)?.Wake();

    private protected override Task RunAsync()
    {
        try
        {
            if (!WaitForStart()) return Task.CompletedTask;
            Run();
        }
        finally
        {
            _options.Dispose();
        }

        return Task.CompletedTask;
    }

    /// <summary>A task that is created while it is to be paused is not started until it is resumed.</summary>
    private bool WaitForStart()
    {
        while (true)
        {
            // Taken before the look: a change between the two ends the wait.
            var changed = TargetChanged;
            if (!IsPauseWanted || Stopping.IsCancellationRequested) return !Stopping.IsCancellationRequested;
            Report(WorkState.Paused);
            changed.WaitHandle.WaitOne();
        }
    }

    private void Run()
    {
        _options.DeadLetters?.CreateTopicAsync(Stopping).GetAwaiter().GetResult();
        _task.Initialize(_context);
        try
        {
            _task.StartAsync(_options.Config, Stopping).Wait();
            using var consumer = new BatchConsumer(_options.Consumer, _options.MaxPollRecords, AddHandlers);
            _commits = new SinkCommits(Id, _task, _partitions, _errors, consumer, _options, Logger);
            _rebalances = new SinkRebalances(_task, _partitions, _commits, consumer, _options.Consumer["auto.offset.reset"] ?? "earliest");
            Volatile.Write(ref _consumer, consumer);
            try
            {
                Subscribe();
                Report(WorkState.Running);
                _nextCommit = After(_options.FlushInterval);
                while (!Stopping.IsCancellationRequested) Iterate();
            }
            finally
            {
                Volatile.Write(ref _consumer, null);
                _rebalances.CloseAll(Abandoned);
            }
        }
        finally
        {
            try
            {
                _task.StopAsync(Abandoned).Wait();
            }
            catch (Exception e)
            {
                LogStop(Logger, Id, e);
            }
        }
    }

    private void AddHandlers(ConsumerBuilder<Ignore, Ignore> builder) => builder
        .SetPartitionsAssignedHandler((_, partitions) => _rebalances.Assign(partitions, _isPaused || _toPutAgain is not null))
        .SetPartitionsRevokedHandler((_, partitions) => Revoke(partitions, isLost: false))
        .SetPartitionsLostHandler((_, partitions) => Revoke(partitions, isLost: true))
        .SetErrorHandler((_, error) => OnError(error));

    private void Revoke(List<TopicPartitionOffset> partitions, bool isLost)
    {
        _rebalances.Revoke(partitions, isLost);
        if (isLost) _errors.Forget(partitions.Select(p => new TopicPartition(p.Topic, p.Partition)));
        if (_toPutAgain is not null) _toPutAgain = _partitions.Remaining(_toPutAgain);
    }

    private void Iterate()
    {
        var now = _options.Time.GetTimestamp();
        if (now >= _nextCommit || _context.TakeCommitRequest())
        {
            _commits.Commit();
            _nextCommit = After(_options.FlushInterval);
        }

        if (_options.Topics.Changes && now >= _nextTopics) Subscribe();
        Rewind();
        FollowPause();
        Consume();
        _rebalances.ThrowIfFailed();
        _rebalances.PauseAssigned();
        Put();
    }

    private void Subscribe()
    {
        _nextTopics = After(TopicsInterval);
        try
        {
            var topics = _options.Topics.Find(_consumer!.Client.Handle);
            if (topics.Count > 0 && !topics.SequenceEqual(_consumer.Client.Subscription)) _consumer.Client.Subscribe(topics);
        }
        catch (KafkaException e)
        {
            LogNoTopics(Logger, Id, e.Error.Reason);
            _nextTopics = After(LongestWait);
        }
    }

    private void Rewind()
    {
        foreach (var (partition, offset) in _context.TakeRewinds())
        {
            if (!_partitions.Assigned.Contains(partition)) continue;
            _consumer!.Client.Seek(new TopicPartitionOffset(partition.Topic, partition.Partition, offset));
            _partitions.Rewind(partition, offset);
        }
    }

    private void FollowPause()
    {
        if (IsPauseWanted == _isPaused) return;
        _isPaused = IsPauseWanted;
        SetPaused(_partitions.Assigned, _isPaused);
        if (_isPaused) _commits.Commit();
        Report(_isPaused ? WorkState.Paused : WorkState.Running);
    }

    /// <summary>Pauses or resumes partitions, but for those that have to stay paused for another reason.</summary>
    private void SetPaused(IReadOnlyCollection<TopicPartition> partitions, bool paused)
    {
        var stay = _isPaused || _toPutAgain is not null;
        var changed = partitions
            .Where(p => paused || (!stay && !_partitions.PausedByTask.Contains(p)))
            .Select(p => new Confluent.Kafka.TopicPartition(p.Topic, p.Partition)).ToList();
        if (changed.Count == 0) return;
        if (paused) _consumer!.Client.Pause(changed);
        else _consumer!.Client.Resume(changed);
    }

    private void Consume()
    {
        var until = _nextCommit;
        if (_toPutAgain is not null) until = Math.Min(until, _putAgainAt);
        if (_context.TakeTimeout() is { } timeout) until = Math.Min(until, After(timeout));
        var wait = _options.Time.GetElapsedTime(_options.Time.GetTimestamp(), until);
        _consumer!.Receive((int)Math.Clamp(wait.TotalMilliseconds, 0, LongestWait.TotalMilliseconds));
    }

    private void Put()
    {
        var records = Convert();
        if (_toPutAgain is { } again)
        {
            // All is paused, but a partition that was assigned just now may have brought records before its pause.
            again.AddRange(records);
            if (_options.Time.GetTimestamp() < _putAgainAt) return;
            records = again;
        }

        try
        {
            _task.PutAsync(records, Stopping).Wait();
            _errors.ThrowIfUntolerated();
            Interlocked.Add(ref _records, records.Count);
            _partitions.TakeAll();
            if (_toPutAgain is null) return;
            _toPutAgain = null;
            SetPaused(_partitions.Assigned, false);
        }
        catch (RetriableException e)
        {
            LogPutAgain(Logger, Id, e.Message);
            _putAgainAt = _context.TakeTimeout() is { } timeout ? After(timeout) : _nextCommit;
            if (_toPutAgain is not null) return;
            _toPutAgain = records;
            SetPaused(_partitions.Assigned, true);
        }
        catch (Exception e) when (e is not OperationCanceledException || !Stopping.IsCancellationRequested)
        {
            throw new ConnectException("Exiting WorkerSinkTask due to unrecoverable exception.", e);
        }
    }

    private List<SinkRecord> Convert()
    {
        var consumer = _consumer!;
        var records = new List<SinkRecord>(consumer.Count);
        try
        {
            for (var i = 0; i < consumer.Count; i++)
            {
                ref readonly var message = ref consumer[i];
                if (message.Error != 0)
                {
                    CheckError(message.Error);
                    continue;
                }

                var from = consumer.PartitionOf(message);
                if (!_partitions.Consume(from, message.Offset)) continue;
                UseTopic(from.Topic);
                if (Read(consumer, i, from) is { } record) records.Add(record);
            }
        }
        finally
        {
            consumer.Release();
        }

        return records;
    }

    private SinkRecord? Read(BatchConsumer consumer, int index, TopicPartition from)
    {
        var since = Stopwatch.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return _reader.Read(consumer[index], from);
            }
            catch (RetriableException e)
            {
                if (_options.Errors.DelayBeforeRetry(tries, Stopwatch.GetElapsedTime(since)) is not { } delay)
                {
                    _reader.Report(e, consumer[index], from);
                    return null;
                }

                if (Stopping.WaitHandle.WaitOne(delay)) Stopping.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Errors of the consumer come as messages; most pass by themselves.</summary>
    private void CheckError(int code)
    {
        var error = new Error((ErrorCode)code);
        if (error.Code is ErrorCode.TopicAuthorizationFailed or ErrorCode.GroupAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed
            or ErrorCode.SaslAuthenticationFailed or ErrorCode.Local_Authentication or ErrorCode.Local_Fatal)
            throw KafkaError.Of(code);
        LogConsumer(Logger, Id, error.Reason);
    }

    private void OnError(Error error)
    {
        if (error.Code == ErrorCode.Local_AllBrokersDown) LogDown(Logger, Id, error.Reason);
    }

    private long After(TimeSpan time) => _options.Time.GetTimestamp() + (long)(time.TotalSeconds * _options.Time.TimestampFrequency);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task}: the records cannot be put now and are put again: {Reason}")]
    private static partial void LogPutAgain(ILogger logger, TaskId task, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task} threw an exception when it was stopped")]
    private static partial void LogStop(ILogger logger, TaskId task, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task}: the topics cannot be listed now: {Reason}")]
    private static partial void LogNoTopics(ILogger logger, TaskId task, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Task {Task}: {Reason}")]
    private static partial void LogConsumer(ILogger logger, TaskId task, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task}: Kafka cannot be reached: {Reason}. The task goes on when it is back")]
    private static partial void LogDown(ILogger logger, TaskId task, string reason);
}
