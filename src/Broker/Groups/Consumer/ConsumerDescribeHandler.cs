using System.Collections.Immutable;
using Connect.Broker.Admin;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Groups.Consumer;

/// <summary>ConsumerGroupDescribe: groups of the newer protocol as administrators see them.</summary>
internal sealed class ConsumerDescribeHandler(GroupCoordinator groups, ConsumerHeartbeatHandler heartbeats, ITopicCatalog topics)
{
    private const sbyte ConsumerMemberType = 1;

    public ConsumerGroupDescribeResponse Answer(ConsumerGroupDescribeRequest request) => new()
    {
        Groups = [.. request.GroupIds.Select(id => Describe(id, request.IncludeAuthorizedOperations))],
    };

    private ConsumerGroupDescribeResponse.DescribedGroup Describe(string id, bool operations)
    {
        if (id.Length == 0) return new() { GroupId = id, ErrorCode = ErrorCode.InvalidGroupId };
        if (!groups.IsLoaded) return new() { GroupId = id, ErrorCode = ErrorCode.CoordinatorLoadInProgress };
        return groups.Enter(id, create: false, group => group?.Consumer is { } consumer
            ? Describe(id, consumer.State, operations)
            : new ConsumerGroupDescribeResponse.DescribedGroup
            {
                GroupId = id,
                ErrorCode = ErrorCode.GroupIdNotFound,
                ErrorMessage = group is null ? $"Group {id} not found." : $"Group {id} is not a consumer group.",
            });
    }

    private ConsumerGroupDescribeResponse.DescribedGroup Describe(string id, ConsumerGroupState state, bool operations) => new()
    {
        GroupId = id,
        GroupState = state.Name,
        GroupEpoch = state.Epoch,
        AssignmentEpoch = state.AssignmentEpoch,
        AssignorName = heartbeats.AssignorOf(state),
        AuthorizedOperations = AuthorizedOperations.Group(operations),
        Members = [.. state.Members.Values.Select(m => Describe(m, state.Targets.GetValueOrDefault(m.Id, [])))],
    };

    private ConsumerGroupDescribeResponse.Member Describe(ConsumerMember member, ImmutableHashSet<TopicIdPartition> target) => new()
    {
        MemberId = member.Id,
        InstanceId = member.Metadata.InstanceId,
        RackId = member.Metadata.RackId,
        MemberEpoch = member.Epoch,
        ClientId = member.Metadata.ClientId,
        ClientHost = member.Metadata.ClientHost,
        SubscribedTopicNames = [.. member.Metadata.Topics],
        SubscribedTopicRegex = member.Metadata.TopicRegex ?? "",
        Assignment = ToWire(member.Assigned),
        TargetAssignment = ToWire(target),
        MemberType = ConsumerMemberType,
    };

    private ConsumerGroupDescribeResponse.Assignment ToWire(ImmutableHashSet<TopicIdPartition> partitions)
    {
        var result = new ConsumerGroupDescribeResponse.Assignment();
        foreach (var ofTopic in partitions.GroupBy(p => p.TopicId))
        {
            // A topic that was deleted meanwhile has no name any more.
            if (!topics.TryGet(ofTopic.Key, out var topic)) continue;
            result.TopicPartitions.Add(new ConsumerGroupDescribeResponse.TopicPartitions
            {
                TopicId = ofTopic.Key,
                TopicName = topic.Name,
                Partitions = [.. ofTopic.Select(p => p.Partition).Order()],
            });
        }

        return result;
    }
}
