using Microsoft.Extensions.Logging;

namespace Connect.Broker.Log;

internal static partial class LogMessages
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Partition}: recovering from offset {Offset}, the last stop was not clean")]
    public static partial void Recovering(this ILogger logger, TopicPartition partition, long offset);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Partition}: segment {Segment} is torn at byte {Position}; {Bytes} bytes behind it are cut")]
    public static partial void Torn(this ILogger logger, TopicPartition partition, long segment, long position, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Partition}: segment {Segment} follows a gap and is removed")]
    public static partial void Orphaned(this ILogger logger, TopicPartition partition, long segment);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Partition}: the log ends at {End}, before its start {Start}; it begins anew there")]
    public static partial void StartBehindEnd(this ILogger logger, TopicPartition partition, long end, long start);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Partition}: writing failed")]
    public static partial void WriteFailed(this ILogger logger, TopicPartition partition, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Partition}: flushing failed")]
    public static partial void FlushFailed(this ILogger logger, TopicPartition partition, Exception error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Partition}: rolled to a new segment at {Offset}")]
    public static partial void Rolled(this ILogger logger, TopicPartition partition, long offset);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Partition}: {Count} segments before offset {Offset} removed")]
    public static partial void Removed(this ILogger logger, TopicPartition partition, int count, long offset);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Partition}: compacted up to offset {Offset}, {Before} bytes became {After}")]
    public static partial void Compacted(this ILogger logger, TopicPartition partition, long offset, long before, long after);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Partition}: compaction failed")]
    public static partial void CompactionFailed(this ILogger logger, TopicPartition partition, Exception error);
}
