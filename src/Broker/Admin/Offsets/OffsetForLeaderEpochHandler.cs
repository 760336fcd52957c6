using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Offsets;

/// <summary>OffsetForLeaderEpoch: the end of the one epoch that there is.</summary>
internal sealed class OffsetForLeaderEpochHandler(TopicRegistry topics)
{
    public OffsetForLeaderEpochResponse Answer(OffsetForLeaderEpochRequest request)
    {
        var response = new OffsetForLeaderEpochResponse();
        foreach (var topic in request.Topics)
        {
            response.Topics.Add(new()
            {
                Topic = topic.Topic,
                Partitions = topic.Partitions.ConvertAll(partition => Find(topic.Topic, partition)),
            });
        }

        return response;
    }

    private OffsetForLeaderEpochResponse.EpochEndOffset Find(string topic, OffsetForLeaderEpochRequest.OffsetForLeaderPartition asked)
    {
        var answer = new OffsetForLeaderEpochResponse.EpochEndOffset { Partition = asked.Partition };
        answer.ErrorCode = topics.FindPartition(topic, asked.Partition, out var log);
        if (log is null) return answer;
        if (asked.CurrentLeaderEpoch > PartitionLog.LeaderEpoch)
        {
            answer.ErrorCode = ErrorCode.UnknownLeaderEpoch;
        }
        else if (asked.LeaderEpoch == PartitionLog.LeaderEpoch)
        {
            answer.LeaderEpoch = PartitionLog.LeaderEpoch;
            answer.EndOffset = log.EndOffset;
        }

        return answer;
    }
}
