using Confluent.Kafka;
using Connect.Kafka.Consuming;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Microsoft.Extensions.Logging;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Runtime.Sinks;

/// <summary>
/// Commits the offsets of a sink task, as far as it allows. A commit runs beside the records; one that fails or hangs is made good by the next.
/// </summary>
internal sealed partial class SinkCommits(
    TaskId id, SinkTask task, SinkPartitions partitions, SinkErrors errors, BatchConsumer consumer, SinkPumpOptions options, ILogger logger)
{
    private Task<Dictionary<TopicPartition, OffsetAndMetadata>?> _running =
        Task.FromResult<Dictionary<TopicPartition, OffsetAndMetadata>?>(null);

    private long _runningSince;

    /// <summary>Asks the task and starts a commit, unless one is running.</summary>
    public void Commit()
    {
        if (!Settle()) return;
        try
        {
            if (Allowed(null, CancellationToken.None) is not { Count: > 0 } offsets) return;
            _runningSince = options.Time.GetTimestamp();
            _running = Task.Run(() => TryCommit(offsets));
        }
        catch (TimeoutException)
        {
            LogSlow(logger, id);
        }
        catch (Exception e)
        {
            // What was put since the last commit may not be safe: it is read again.
            LogFlushFailed(logger, id, e);
            foreach (var (partition, offset) in partitions.RewindToCommitted())
                consumer.Client.Seek(new TopicPartitionOffset(partition.Topic, partition.Partition, offset));
        }
    }

    /// <summary>Asks the task and commits, before partitions go.</summary>
    public void CommitAndWait(IReadOnlyCollection<TopicPartition> closing, CancellationToken cancellationToken)
    {
        try
        {
            _running.Wait(options.FlushTimeout, CancellationToken.None);
            Settle();
            if (Allowed(closing, cancellationToken) is { Count: > 0 } offsets && TryCommit(offsets) is { } committed) partitions.Committed(committed);
        }
        catch (Exception e)
        {
            LogFlushFailed(logger, id, e);
        }
    }

    private Dictionary<TopicPartition, OffsetAndMetadata> Allowed(IReadOnlyCollection<TopicPartition>? only, CancellationToken cancellationToken)
    {
        errors.WaitFor(only ?? partitions.Assigned, options.FlushTimeout, cancellationToken);
        var taken = partitions.Taken(only);
        return partitions.ToCommit(task.PreCommitAsync(taken, cancellationToken).Wait(), only);
    }

    /// <summary>Takes note of a commit that ended; false while one is running, for which it has its time.</summary>
    private bool Settle()
    {
        if (!_running.IsCompleted)
        {
            if (options.Time.GetElapsedTime(_runningSince) < options.FlushTimeout) return false;
            LogSlow(logger, id);
        }
        else if (_running.Result is { } committed)
        {
            partitions.Committed(committed);
        }

        _running = Task.FromResult<Dictionary<TopicPartition, OffsetAndMetadata>?>(null);
        return true;
    }

    private Dictionary<TopicPartition, OffsetAndMetadata>? TryCommit(Dictionary<TopicPartition, OffsetAndMetadata> offsets)
    {
        try
        {
            consumer.Commit(offsets);
            return offsets;
        }
        catch (KafkaException e)
        {
            LogCommitFailed(logger, id, e.Error.Reason);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {Task} failed to flush; its records since the last commit are read again")]
    private static partial void LogFlushFailed(ILogger logger, TaskId task, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task} failed to commit offsets, which is tried again with the next commit: {Reason}")]
    private static partial void LogCommitFailed(ILogger logger, TaskId task, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Task {Task}: a commit of offsets takes longer than offset.flush.timeout.ms; it is not waited for")]
    private static partial void LogSlow(ILogger logger, TaskId task);
}
