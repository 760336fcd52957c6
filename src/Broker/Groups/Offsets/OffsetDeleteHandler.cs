using Connect.Broker.Groups.Classic;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Groups.Offsets;

/// <summary>OffsetDelete: forgets offsets of topics that no member subscribes to.</summary>
internal sealed class OffsetDeleteHandler(GroupCoordinator groups, ITopicCatalog topics)
{
    public OffsetDeleteResponse Answer(OffsetDeleteRequest request)
    {
        if (request.GroupId.Length == 0) return new OffsetDeleteResponse { ErrorCode = ErrorCode.InvalidGroupId };
        if (!groups.IsLoaded) return new OffsetDeleteResponse { ErrorCode = ErrorCode.CoordinatorLoadInProgress };
        return groups.Enter(request.GroupId, create: false, group => group is null
            ? new OffsetDeleteResponse { ErrorCode = ErrorCode.GroupIdNotFound }
            : Delete(group, request));
    }

    private OffsetDeleteResponse Delete(Group group, OffsetDeleteRequest request)
    {
        if (group.Classic is { State: not ClassicState.Empty } classic && classic.ProtocolType != ClassicGroup.ConsumerType)
            return new OffsetDeleteResponse { ErrorCode = ErrorCode.NonEmptyGroup };
        var response = new OffsetDeleteResponse();
        var doomed = new List<(TopicPartition At, OffsetDeleteResponse.OffsetDeleteResponsePartition Answer)>();
        var isSubscribed = SubscribedTo(group);
        foreach (var topic in request.Topics)
        {
            var answer = new OffsetDeleteResponse.OffsetDeleteResponseTopic { Name = topic.Name };
            response.Topics.Add(answer);
            foreach (var partition in topic.Partitions)
            {
                var at = new TopicPartition(topic.Name, partition.PartitionIndex);
                var error = CommitRules.Check(topics, at, metadata: null, maxMetadataBytes: 0);
                if (error == ErrorCode.None && isSubscribed(topic.Name)) error = ErrorCode.GroupSubscribedToTopic;
                var one = new OffsetDeleteResponse.OffsetDeleteResponsePartition { PartitionIndex = partition.PartitionIndex, ErrorCode = error };
                answer.Partitions.Add(one);
                if (error == ErrorCode.None && (group.Offsets.Find(at) is not null || group.Offsets.IsPending(at))) doomed.Add((at, one));
            }
        }

        var failure = groups.Store.Append(group.Id, [.. doomed.Select(d => OffsetRecords.Remove(group.Id, d.At))]);
        foreach (var (at, answer) in doomed)
        {
            answer.ErrorCode = failure;
            if (failure == ErrorCode.None) group.Offsets.Remove(at);
        }

        return response;
    }

    private Func<string, bool> SubscribedTo(Group group)
    {
        if (group.Classic is { } classic)
        {
            var subscribed = classic.State == ClassicState.Empty ? null : classic.SubscribedTopics();
            return topic => subscribed?.Contains(topic) == true;
        }

        var resolved = Subscriptions.Resolve(group.Consumer!.State, topics);
        return topic => topics.TryGet(topic, out var known) && resolved.PartitionCounts.ContainsKey(known.Id);
    }
}
