using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin;

/// <summary>DescribeLogDirs: the one data folder, and how much of it each partition takes.</summary>
internal sealed class DescribeLogDirsHandler(TopicRegistry topics, string folder)
{
    public DescribeLogDirsResponse Answer(DescribeLogDirsRequest request)
    {
        var (total, usable) = Space();
        var result = new DescribeLogDirsResponse.DescribeLogDirsResult { LogDir = folder, TotalBytes = total, UsableBytes = usable };
        if (request.Topics is null)
        {
            foreach (var topic in topics.Topics) Add(result, topic, Enumerable.Range(0, topic.Partitions.Count));
        }
        else
        {
            foreach (var asked in request.Topics)
            {
                if (topics.TryGetTopic(asked.Topic, out var topic)) Add(result, topic, asked.Partitions.Distinct());
            }
        }

        return new() { Results = [result] };
    }

    private static void Add(DescribeLogDirsResponse.DescribeLogDirsResult result, Topic topic, IEnumerable<int> partitions)
    {
        var described = new DescribeLogDirsResponse.DescribeLogDirsTopic { Name = topic.Name };
        foreach (var partition in partitions)
        {
            if (topic.TryGetPartition(partition, out var log))
                described.Partitions.Add(new() { PartitionIndex = partition, PartitionSize = log.SizeInBytes });
        }

        if (described.Partitions.Count > 0) result.Topics.Add(described);
    }

    private (long Total, long Usable) Space()
    {
        try
        {
            var drive = new DriveInfo(folder);
            return (drive.TotalSize, drive.AvailableFreeSpace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // -1 is what Kafka answers where it does not know.
            return (-1, -1);
        }
    }
}
