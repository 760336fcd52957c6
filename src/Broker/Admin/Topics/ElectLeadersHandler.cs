using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Topics;

/// <summary>ElectLeaders: the one broker leads every partition already.</summary>
internal sealed class ElectLeadersHandler(TopicRegistry topics)
{
    public ElectLeadersResponse Answer(ElectLeadersRequest request)
    {
        var badType = request.ElectionType is not (0 or 1);
        var response = new ElectLeadersResponse { ErrorCode = badType ? ErrorCode.InvalidRequest : ErrorCode.None };
        if (request.TopicPartitions is null)
        {
            // Asked for all, Kafka names those that it elected a leader for.
            if (!badType) response.ReplicaElectionResults.AddRange(topics.All.Select(t => new ElectLeadersResponse.ReplicaElectionResult { Topic = t.Name }));
            return response;
        }

        foreach (var asked in request.TopicPartitions)
        {
            var result = new ElectLeadersResponse.ReplicaElectionResult { Topic = asked.Topic };
            foreach (var partition in asked.Partitions)
            {
                var (error, message) = badType
                    ? (ErrorCode.InvalidRequest, $"Unknown election type {request.ElectionType}")
                    : Elect(asked.Topic, partition);
                result.PartitionResult.Add(new() { PartitionId = partition, ErrorCode = error, ErrorMessage = message });
            }

            response.ReplicaElectionResults.Add(result);
        }

        return response;
    }

    private (ErrorCode Error, string Message) Elect(string topic, int partition)
    {
        if (!topics.TryGet(topic, out var info)) return (ErrorCode.UnknownTopicOrPartition, $"No such topic as {topic}");
        return (uint)partition < (uint)info.PartitionCount
            ? (ErrorCode.ElectionNotNeeded, "Leader election not needed for topic partition.")
            : (ErrorCode.UnknownTopicOrPartition, $"No such partition as {topic}-{partition}");
    }
}
