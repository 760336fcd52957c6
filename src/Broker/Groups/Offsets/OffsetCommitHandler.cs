using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;

namespace Connect.Broker.Groups.Offsets;

/// <summary>OffsetCommit: how far a member, or somebody for an empty group, has come.</summary>
internal sealed class OffsetCommitHandler(GroupCoordinator groups, ITopicCatalog topics, int maxMetadataBytes)
{
    private const short ByTopicId = 10;

    public OffsetCommitResponse Answer(OffsetCommitRequest request, short version)
    {
        var response = new OffsetCommitResponse();
        var wanted = new List<(TopicPartition At, CommittedOffset Offset, OffsetCommitResponse.OffsetCommitResponsePartition Answer)>();
        var now = groups.Clock.WallClock;
        var expiresAt = request.RetentionTimeMs >= 0 ? now + request.RetentionTimeMs : -1;
        foreach (var topic in request.Topics)
        {
            var answer = new OffsetCommitResponse.OffsetCommitResponseTopic { Name = topic.Name, TopicId = topic.TopicId };
            response.Topics.Add(answer);
            var name = version < ByTopicId ? topic.Name : topics.TryGet(topic.TopicId, out var known) ? known.Name : null;
            foreach (var partition in topic.Partitions)
            {
                var at = new TopicPartition(name ?? "", partition.PartitionIndex);
                var error = name is null ? ErrorCode.UnknownTopicId : CommitRules.Check(topics, at, partition.CommittedMetadata, maxMetadataBytes);
                var one = new OffsetCommitResponse.OffsetCommitResponsePartition { PartitionIndex = partition.PartitionIndex, ErrorCode = error };
                answer.Partitions.Add(one);
                if (error != ErrorCode.None) continue;
                var offset = new CommittedOffset(partition.CommittedOffset, partition.CommittedLeaderEpoch, partition.CommittedMetadata ?? "", now, expiresAt);
                wanted.Add((at, offset, one));
            }
        }

        var result = Commit(request, version, wanted.ConvertAll(w => KeyValuePair.Create(w.At, w.Offset)));
        if (result == ErrorCode.None) return response;
        foreach (var (_, _, answer) in wanted) answer.ErrorCode = result;
        return response;
    }

    private ErrorCode Commit(OffsetCommitRequest request, short version, List<KeyValuePair<TopicPartition, CommittedOffset>> offsets)
    {
        if (request.GroupId.Length == 0) return ErrorCode.InvalidGroupId;
        if (!groups.IsLoaded) return ErrorCode.CoordinatorLoadInProgress;
        var by = new Committer(
            request.MemberId, request.GroupInstanceId, request.GenerationIdOrMemberEpoch, IsTransactional: false, version >= CommitRules.KnowsMemberEpochs);
        return groups.Enter(request.GroupId, create: request.GenerationIdOrMemberEpoch < 0, group =>
        {
            var error = CommitRules.Check(group, by, groups.Clock.Now);
            if (error != ErrorCode.None || offsets.Count == 0) return error;
            var records = new StateRecord[offsets.Count];
            for (var i = 0; i < records.Length; i++) records[i] = OffsetRecords.Put(group!.Id, offsets[i].Key, offsets[i].Value);
            error = groups.Store.Append(group!.Id, records);
            if (error != ErrorCode.None) return error;
            foreach (var (partition, offset) in offsets) group.Offsets.Put(partition, offset);
            return ErrorCode.None;
        });
    }
}
