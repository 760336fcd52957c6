using Connect.Broker.Log;
using Connect.Broker.Protocol;

namespace Connect.Broker.Topics;

/// <summary>
/// The place of one partition. Its log is opened when it is first asked for, so that a start does not depend on how many partitions there are.
/// </summary>
internal sealed class PartitionSlot(Topic topic, int index, LogCheckpoint last, LogFactory factory)
{
    private readonly Lock _lock = new();
    private volatile PartitionLog? _log;
    private LogCheckpoint _last = last;
    private bool _failed;
    private bool _ended;

    public int Index => index;

    public Topic Topic => topic;

    /// <summary>The log if it has been opened.</summary>
    public PartitionLog? Opened => _log;

    /// <summary>What is to be written down as the log's checkpoint; that of the last run while it has not been opened.</summary>
    public LogCheckpoint Checkpoint => _log is { } log ? new LogCheckpoint(false, log.RecoveryPoint, log.StartOffset) : _last;

    /// <summary>True when the last run left this log whole or this run has closed it, so that the next start need not look at it.</summary>
    public bool IsClean { get; private set; } = last.CleanShutdown;

    /// <summary>When it was last flushed because of flush.ms; kept here for the one who does that.</summary>
    public long FlushedAt { get; set; }

    /// <summary>The log, opened if need be; null with the reason.</summary>
    public PartitionLog? Get(out ErrorCode error)
    {
        error = ErrorCode.None;
        return _log ?? Open(out error);
    }

    /// <summary>Writes to the disk what was appended since the last time.</summary>
    public void FlushIfMoved()
    {
        if (_log is { } log && log.EndOffset > log.RecoveryPoint) log.Flush();
    }

    /// <summary>Tells the log the topic's settings as they are now.</summary>
    public void Configure()
    {
        lock (_lock)
        {
            if (_log is { } log) log.Config = topic.Config;
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _ended = true;
            if (_log is not { } log) return;
            // Taken while it is open, for the checkpoint that is written after all logs are closed.
            log.Close();
            _last = new LogCheckpoint(true, log.RecoveryPoint, log.StartOffset);
            _log = null;
            IsClean = true;
        }
    }

    /// <summary>Removes the log and its folder, opened or not.</summary>
    public void Delete()
    {
        lock (_lock)
        {
            _ended = true;
            var log = _log;
            _log = null;
            if (log is not null) log.Delete();
            else factory.RemoveFolder(topic.Name, index);
        }
    }

    private PartitionLog? Open(out ErrorCode error)
    {
        lock (_lock)
        {
            error = _ended ? ErrorCode.UnknownTopicOrPartition : _failed ? ErrorCode.KafkaStorageError : ErrorCode.None;
            if (error != ErrorCode.None || _log is not null) return _log;
            if (factory.TryOpen(topic, index, _last) is { } log)
            {
                IsClean = false;
                return _log = log;
            }

            _failed = true;
            error = ErrorCode.KafkaStorageError;
            return null;
        }
    }
}
