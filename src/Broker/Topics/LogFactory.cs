using Connect.Broker.Log;

namespace Connect.Broker.Topics;

/// <summary>Opens partition logs in a data folder.</summary>
internal sealed class LogFactory(string root, LogOptions options)
{
    public LogOptions Options => options;

    /// <summary>Null, and a line in the log, for a log that cannot be opened: its partition is not served, the others are.</summary>
    public PartitionLog? TryOpen(Topic topic, int partition, in LogCheckpoint last)
    {
        try
        {
            var directory = PartitionFolders.PathOf(root, topic.Name, partition);
            return PartitionLog.Open(directory, new TopicPartition(topic.Name, partition), topic.Config, options, last);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            TopicsLog.CannotOpen(options.Logger, e, topic.Name, partition);
            return null;
        }
    }

    public void RemoveFolder(string topic, int partition) => PartitionFolders.Remove(PartitionFolders.PathOf(root, topic, partition));
}
