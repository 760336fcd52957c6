using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Offsets;

/// <summary>ListOffsets: the first, the last, or the offset of a time.</summary>
internal sealed class ListOffsetsHandler(TopicRegistry topics)
{
    private const long Latest = -1;
    private const long Earliest = -2;
    private const long MaxTimestamp = -3;
    private const long EarliestLocal = -4;
    private const long LatestTiered = -5;
    private const long EarliestPendingUpload = -6;

    private static readonly OffsetAtTime Nothing = new(-1, -1, -1);

    public ListOffsetsResponse Answer(ListOffsetsRequest request, RequestContext context)
    {
        var response = new ListOffsetsResponse { Topics = new(request.Topics.Count) };
        foreach (var topic in request.Topics)
        {
            var answers = new List<ListOffsetsResponse.ListOffsetsPartitionResponse>(topic.Partitions.Count);
            var twice = AskedTwice(topic.Partitions);
            foreach (var partition in topic.Partitions)
            {
                if (twice.Contains(partition.PartitionIndex)) continue;
                var error = Find(request, topic.Name, partition, context.ApiVersion, out var found);
                answers.Add(Answer(partition.PartitionIndex, error, found));
            }

            foreach (var partition in twice) answers.Add(Answer(partition, ErrorCode.InvalidRequest, Nothing));
            response.Topics.Add(new() { Name = topic.Name, Partitions = answers });
        }

        return response;
    }

    private static HashSet<int> AskedTwice(List<ListOffsetsRequest.ListOffsetsPartition> partitions)
    {
        var seen = new HashSet<int>(partitions.Count);
        var twice = new HashSet<int>();
        foreach (var partition in partitions)
        {
            if (!seen.Add(partition.PartitionIndex)) twice.Add(partition.PartitionIndex);
        }

        return twice;
    }

    private static ListOffsetsResponse.ListOffsetsPartitionResponse Answer(int partition, ErrorCode error, OffsetAtTime found)
    {
        if (error != ErrorCode.None) found = Nothing;
        return new() { PartitionIndex = partition, ErrorCode = error, Offset = found.Offset, Timestamp = found.Timestamp, LeaderEpoch = found.LeaderEpoch };
    }

    private ErrorCode Find(
        ListOffsetsRequest request, string topic, ListOffsetsRequest.ListOffsetsPartition asked, short version, out OffsetAtTime found)
    {
        found = Nothing;
        var error = topics.FindPartition(topic, asked.PartitionIndex, out var log);
        if (log is null) return error;
        if (!IsKnown(asked.Timestamp, version)) return ErrorCode.UnsupportedVersion;
        if (request.IsolationLevel is not (0 or 1)) return ErrorCode.UnknownServerError;
        if (asked.CurrentLeaderEpoch > PartitionLog.LeaderEpoch) return ErrorCode.UnknownLeaderEpoch;
        found = Find(log, asked.Timestamp, readCommitted: request.IsolationLevel == 1);
        return ErrorCode.None;
    }

    private static bool IsKnown(long timestamp, short version) => timestamp switch
    {
        >= Earliest => true,
        MaxTimestamp => version >= 7,
        EarliestLocal => version >= 8,
        LatestTiered => version >= 9,
        EarliestPendingUpload => version >= 11,
        _ => false,
    };

    private static OffsetAtTime Find(PartitionLog log, long timestamp, bool readCommitted)
    {
        var end = readCommitted ? log.StableOffset : log.EndOffset;
        return timestamp switch
        {
            Latest => At(end),
            // All that is here is local, and nothing is ever uploaded elsewhere.
            Earliest or EarliestLocal => At(log.StartOffset),
            LatestTiered or EarliestPendingUpload => Nothing,
            MaxTimestamp => Before(end, log.MaxTimestamp()),
            _ => Before(end, log.FindByTimestamp(timestamp)),
        };
    }

    private static OffsetAtTime At(long offset) => new(offset, -1, PartitionLog.LeaderEpoch);

    /// <summary>What a reader may not see yet is not found.</summary>
    private static OffsetAtTime Before(long end, OffsetAtTime? found) => found is { } at && at.Offset < end ? at : Nothing;
}
