using Microsoft.Extensions.Logging;

namespace Connect.Broker.Topics;

internal static partial class TopicsLog
{
    [LoggerMessage(100, LogLevel.Warning, "{Folder} belongs to no topic and is kept as {Aside}")]
    public static partial void StrayFolder(ILogger logger, string folder, string aside);

    [LoggerMessage(101, LogLevel.Error, "Partition {Topic}-{Partition} cannot be opened and is not served")]
    public static partial void CannotOpen(ILogger logger, Exception exception, string topic, int partition);

    [LoggerMessage(102, LogLevel.Error, "{What} of partition {Topic}-{Partition} failed")]
    public static partial void PartitionWorkFailed(ILogger logger, Exception exception, string what, string topic, int partition);

    [LoggerMessage(103, LogLevel.Error, "Files of the deleted {Folder} could not be removed; they are removed at the next start")]
    public static partial void CannotRemove(ILogger logger, Exception exception, string folder);

    [LoggerMessage(104, LogLevel.Information, "Topic {Topic} created with {Partitions} partitions")]
    public static partial void Created(ILogger logger, string topic, int partitions);

    [LoggerMessage(105, LogLevel.Information, "Topic {Topic} deleted")]
    public static partial void Deleted(ILogger logger, string topic);

    [LoggerMessage(106, LogLevel.Warning, "Settings that were changed while the broker ran are ignored: {Problem}")]
    public static partial void ChangesIgnored(ILogger logger, string problem);
}
