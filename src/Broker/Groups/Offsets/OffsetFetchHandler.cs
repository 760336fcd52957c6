using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Groups.Offsets;

/// <summary>OffsetFetch: the committed offsets of one group, or from version 8 on of several.</summary>
internal sealed class OffsetFetchHandler(GroupCoordinator groups, ITopicCatalog topics)
{
    private const short Batched = 8;
    private const short ByTopicId = 10;
    private const long None = -1;

    public OffsetFetchResponse Answer(OffsetFetchRequest request, short version)
    {
        if (version >= Batched)
            return new OffsetFetchResponse { Groups = [.. request.Groups.Select(g => Fetch(g, request.RequireStable, version))] };
        var wanted = new OffsetFetchRequest.OffsetFetchRequestGroup
        {
            GroupId = request.GroupId,
            Topics = request.Topics?.ConvertAll(t => new OffsetFetchRequest.OffsetFetchRequestTopics { Name = t.Name, PartitionIndexes = t.PartitionIndexes }),
        };
        return Single(wanted, Fetch(wanted, request.RequireStable, version), version);
    }

    /// <summary>Before version 8 the answer is for one group; before version 2 errors stand only with the partitions.</summary>
    private static OffsetFetchResponse Single(
        OffsetFetchRequest.OffsetFetchRequestGroup wanted, OffsetFetchResponse.OffsetFetchResponseGroup group, short version)
    {
        var response = new OffsetFetchResponse { ErrorCode = group.ErrorCode };
        if (version < 2 && group.ErrorCode != ErrorCode.None)
        {
            foreach (var topic in wanted.Topics ?? [])
            {
                response.Topics.Add(new OffsetFetchResponse.OffsetFetchResponseTopic
                {
                    Name = topic.Name,
                    Partitions = topic.PartitionIndexes.ConvertAll(p => new OffsetFetchResponse.OffsetFetchResponsePartition
                    {
                        PartitionIndex = p,
                        CommittedOffset = None,
                        ErrorCode = group.ErrorCode,
                    }),
                });
            }

            return response;
        }

        foreach (var topic in group.Topics)
        {
            response.Topics.Add(new OffsetFetchResponse.OffsetFetchResponseTopic
            {
                Name = topic.Name,
                Partitions = topic.Partitions.ConvertAll(p => new OffsetFetchResponse.OffsetFetchResponsePartition
                {
                    PartitionIndex = p.PartitionIndex,
                    CommittedOffset = p.CommittedOffset,
                    CommittedLeaderEpoch = p.CommittedLeaderEpoch,
                    Metadata = p.Metadata,
                    ErrorCode = p.ErrorCode,
                }),
            });
        }

        return response;
    }

    private OffsetFetchResponse.OffsetFetchResponseGroup Fetch(OffsetFetchRequest.OffsetFetchRequestGroup wanted, bool requireStable, short version)
    {
        var answer = new OffsetFetchResponse.OffsetFetchResponseGroup { GroupId = wanted.GroupId };
        if (wanted.GroupId.Length == 0) answer.ErrorCode = ErrorCode.InvalidGroupId;
        else if (!groups.IsLoaded) answer.ErrorCode = ErrorCode.CoordinatorLoadInProgress;
        if (answer.ErrorCode != ErrorCode.None) return answer;
        return groups.Enter(wanted.GroupId, create: false, group =>
        {
            answer.ErrorCode = CheckReader(group, wanted);
            if (answer.ErrorCode != ErrorCode.None) return answer;
            foreach (var (name, id, partitions) in Wanted(group, wanted, version))
            {
                answer.Topics.Add(new OffsetFetchResponse.OffsetFetchResponseTopics
                {
                    Name = name ?? "",
                    TopicId = id,
                    Partitions = partitions.ConvertAll(p => name is null ? Unknown(p) : Find(group, new TopicPartition(name, p), requireStable)),
                });
            }

            return answer;
        });
    }

    /// <summary>A member of the newer protocol may read offsets only while it is one.</summary>
    private static ErrorCode CheckReader(Group? group, OffsetFetchRequest.OffsetFetchRequestGroup wanted)
    {
        if (group?.Consumer is not { } consumer || (wanted.MemberId is null && wanted.MemberEpoch < 0)) return ErrorCode.None;
        if (!consumer.State.Members.TryGetValue(wanted.MemberId ?? "", out var member)) return ErrorCode.UnknownMemberId;
        return member.Epoch == wanted.MemberEpoch ? ErrorCode.None : ErrorCode.StaleMemberEpoch;
    }

    private IEnumerable<(string? Name, Guid Id, List<int> Partitions)> Wanted(Group? group, OffsetFetchRequest.OffsetFetchRequestGroup wanted, short version)
    {
        if (wanted.Topics is { } named)
        {
            foreach (var topic in named)
            {
                if (version < ByTopicId) yield return (topic.Name, Guid.Empty, topic.PartitionIndexes);
                else yield return (topics.TryGet(topic.TopicId, out var known) ? known.Name : null, topic.TopicId, topic.PartitionIndexes);
            }

            yield break;
        }

        if (group is null) yield break;
        foreach (var all in group.Offsets.All.GroupBy(o => o.Key.Topic))
        {
            if (topics.TryGet(all.Key, out var topic)) yield return (all.Key, topic.Id, [.. all.Select(o => o.Key.Partition)]);
        }
    }

    private static OffsetFetchResponse.OffsetFetchResponsePartitions Unknown(int partition) =>
        new() { PartitionIndex = partition, CommittedOffset = None, ErrorCode = ErrorCode.UnknownTopicId };

    private static OffsetFetchResponse.OffsetFetchResponsePartitions Find(Group? group, TopicPartition partition, bool requireStable)
    {
        var answer = new OffsetFetchResponse.OffsetFetchResponsePartitions { PartitionIndex = partition.Partition, CommittedOffset = None };
        if (group is null) return answer;
        if (requireStable && group.Offsets.IsPending(partition))
        {
            answer.ErrorCode = ErrorCode.UnstableOffsetCommit;
            return answer;
        }

        if (group.Offsets.Find(partition) is not { } offset) return answer;
        answer.CommittedOffset = offset.Offset;
        answer.CommittedLeaderEpoch = offset.LeaderEpoch;
        answer.Metadata = offset.Metadata;
        return answer;
    }
}
