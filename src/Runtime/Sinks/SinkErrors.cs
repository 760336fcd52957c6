using System.Collections.Concurrent;
using Connect.Kafka.Producing;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Sinks;

/// <summary>
/// What becomes of messages that go wrong: the log, the dead letter queue, the end of the task (KIP-298); and of those that the task itself finds wrong, while it
/// puts them or later (KIP-610, <c>org.apache.kafka.connect.runtime.errors.WorkerErrantRecordReporter</c>).
/// </summary>
internal sealed class SinkErrors(ErrorHandling errors, DeadLetterQueue? queue, RecordConverters converters) : IErrantRecordReporter
{
    private const string PutClass = "org.apache.kafka.connect.sink.SinkTask";

    private readonly ConcurrentDictionary<TopicPartition, ConcurrentQueue<Task>> _reports = new();
    private volatile ConnectException? _untolerated;

    /// <summary>Whether tasks may report records.</summary>
    public bool MayReport => queue is not null || errors.Logs;

    /// <summary>Whether the task has asked for the reporter: only then are messages kept for it.</summary>
    public bool IsUsedByTask { get; private set; }

    /// <summary>What the task gets; null if reports would go nowhere.</summary>
    public IErrantRecordReporter? ForTask()
    {
        IsUsedByTask |= MayReport;
        return MayReport ? this : null;
    }

    /// <summary>Reports a message that could not be made a record.</summary>
    /// <exception cref="ConnectException">That is not tolerated.</exception>
    public void Report(ConsumedMessage message, in Failure failure)
    {
        errors.Log(failure, message.Describe);
        if (queue is not null) Track(message.From, queue.SendAsync(message, failure));
        errors.ThrowUnlessTolerated(failure.Error);
    }

    public Task ReportAsync(SinkRecord record, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(exception);
        var message = record.Source as ConsumedMessage ?? Convert(record);
        var failure = new Failure(exception, Stage.TaskPut, PutClass);
        errors.Log(failure, message.Describe);
        var sent = queue?.SendAsync(message, failure) ?? Task.CompletedTask;
        Track(message.From, sent);
        try
        {
            errors.ThrowUnlessTolerated(exception);
        }
        catch (ConnectException e)
        {
            // The task may swallow it, or be on a thread of its own: its next put fails, too.
            _untolerated ??= e;
            throw;
        }

        return sent;
    }

    /// <exception cref="ConnectException">The task has reported something that is not tolerated.</exception>
    public void ThrowIfUntolerated()
    {
        if (_untolerated is { } untolerated) throw untolerated;
    }

    /// <summary>Waits until what was reported of these partitions is written: their offsets may be committed only then.</summary>
    /// <exception cref="TimeoutException">That takes too long; it is asked again with the next commit.</exception>
    public void WaitFor(IEnumerable<TopicPartition> partitions, TimeSpan timeout, CancellationToken cancellationToken)
    {
        foreach (var partition in partitions)
        {
            if (!_reports.TryGetValue(partition, out var reports)) continue;
            while (reports.TryPeek(out var report))
            {
                if (!report.Wait(timeout, cancellationToken)) throw new TimeoutException("Reports of errant records are not written yet");
                reports.TryDequeue(out _);
            }
        }
    }

    /// <summary>Forgets reports of partitions that another task has now.</summary>
    public void Forget(IEnumerable<TopicPartition> partitions)
    {
        foreach (var partition in partitions) _reports.TryRemove(partition, out _);
    }

    private void Track(TopicPartition partition, Task report)
    {
        var reports = _reports.GetOrAdd(partition, _ => new ConcurrentQueue<Task>());
        // Those at the head are done with long before the next commit asks.
        while (reports.TryPeek(out var oldest) && oldest.IsCompletedSuccessfully) reports.TryDequeue(out _);
        if (!report.IsCompletedSuccessfully) reports.Enqueue(report);
    }

    /// <summary>A record that the task has made itself.</summary>
    private ConsumedMessage Convert(SinkRecord record)
    {
        var topic = record.Topic ?? record.OriginalTopic ?? "";
        var bytes = new RecordBytes();
        foreach (var header in record.Headers)
            bytes.AddHeader(header.Key, output => converters.Header.FromConnectHeader(topic, header.Key, header.Schema, header.Value, output));
        var start = bytes.Position;
        bytes.SetKey(start, converters.Key.FromConnectData(topic, record.Headers, record.KeySchema, record.Key, bytes.Output));
        start = bytes.Position;
        bytes.SetValue(start, converters.Value.FromConnectData(topic, record.Headers, record.ValueSchema, record.Value, bytes.Output));
        var headers = Enumerable.Range(0, bytes.HeaderCount).Select(i => (record.Headers.ElementAt(i).Key, bytes.ToArray(bytes.Header(i).Value))).ToList();
        return new ConsumedMessage(
            new TopicPartition(record.OriginalTopic ?? topic, record.OriginalKafkaPartition ?? 0), record.OriginalKafkaOffset, record.Timestamp, record.TimestampType,
            bytes.ToArray(bytes.Key), bytes.ToArray(bytes.Value), headers);
    }
}
