using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;
using Topic = Connect.Broker.Topics.Topic;

namespace Connect.Broker.Admin.Topics;

/// <summary>DescribeTopicPartitions: topics in the order of their names, in pages of so many partitions.</summary>
internal sealed class DescribeTopicPartitionsHandler(TopicRegistry topics, BrokerIdentity identity)
{
    public DescribeTopicPartitionsResponse Answer(DescribeTopicPartitionsRequest request)
    {
        var response = new DescribeTopicPartitionsResponse();
        var cursor = request.Cursor;
        if (cursor is not null && IsWrong(request, cursor))
        {
            foreach (var topic in request.Topics) response.Topics.Add(new() { Name = topic.Name, ErrorCode = ErrorCode.InvalidRequest });
            return response;
        }

        // No topics named: all of them.
        var names = request.Topics.Count == 0 ? topics.Topics.Select(t => t.Name) : request.Topics.Select(t => t.Name).Distinct(StringComparer.Ordinal);
        var room = Math.Min(Math.Max(request.ResponsePartitionLimit, 1), topics.Settings.Network.MaxPartitionsPerAnswer);
        foreach (var name in names.Where(n => cursor is null || string.CompareOrdinal(n, cursor.TopicName) >= 0).Order(StringComparer.Ordinal))
        {
            var first = name == cursor?.TopicName ? cursor.PartitionIndex : 0;
            if (topics.TryGetTopic(name, out var topic))
            {
                if (room == 0)
                {
                    response.NextCursor = new() { TopicName = name, PartitionIndex = first };
                    break;
                }

                var described = Describe(topic, first, room);
                response.Topics.Add(described);
                room -= described.Partitions.Count;
                if (first + described.Partitions.Count >= topic.Partitions.Count) continue;
                response.NextCursor = new() { TopicName = name, PartitionIndex = first + described.Partitions.Count };
                break;
            }

            response.Topics.Add(Unknown(name));
        }

        // Kafka puts topics with errors first.
        response.Topics.Sort((a, b) => ((a.ErrorCode == 0) ? 1 : 0).CompareTo(b.ErrorCode == 0 ? 1 : 0) is var byError and not 0
            ? byError
            : string.CompareOrdinal(a.Name, b.Name));
        return response;
    }

    private static bool IsWrong(DescribeTopicPartitionsRequest request, DescribeTopicPartitionsRequest.CursorData cursor) =>
        cursor.PartitionIndex < 0 || (request.Topics.Count > 0 && !request.Topics.Exists(t => t.Name == cursor.TopicName));

    private static DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic Unknown(string name) => new()
    {
        Name = name,
        ErrorCode = TopicNames.Check(name) is null ? ErrorCode.UnknownTopicOrPartition : ErrorCode.InvalidTopicException,
        IsInternal = TopicNames.IsInternal(name),
        TopicAuthorizedOperations = AuthorizedOperations.Topic(asked: true),
    };

    private DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic Describe(Topic topic, int first, int room)
    {
        var described = new DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic
        {
            Name = topic.Name,
            TopicId = topic.Id,
            IsInternal = topic.IsInternal,
            TopicAuthorizedOperations = AuthorizedOperations.Topic(asked: true),
        };
        for (var i = first; i < topic.Partitions.Count && i - first < room; i++)
        {
            described.Partitions.Add(new()
            {
                PartitionIndex = i,
                LeaderId = identity.NodeId,
                LeaderEpoch = Log.PartitionLog.LeaderEpoch,
                ReplicaNodes = [identity.NodeId],
                IsrNodes = [identity.NodeId],
                EligibleLeaderReplicas = [],
                LastKnownElr = [],
            });
        }

        return described;
    }
}
