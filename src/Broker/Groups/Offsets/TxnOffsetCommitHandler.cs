using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Topics;
using Connect.Broker.Transactions;

namespace Connect.Broker.Groups.Offsets;

/// <summary>TxnOffsetCommit: offsets that count when the producer's transaction is committed, and are dropped when it is aborted.</summary>
internal sealed class TxnOffsetCommitHandler(GroupCoordinator groups, ITopicCatalog topics, int maxMetadataBytes, TransactionEnlistment transactions)
{
    public TxnOffsetCommitResponse Answer(TxnOffsetCommitRequest request, short version)
    {
        var response = new TxnOffsetCommitResponse();
        var offsets = new List<KeyValuePair<TopicPartition, CommittedOffset>>();
        var pending = new List<TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition>();
        var now = groups.Clock.WallClock;
        foreach (var topic in request.Topics)
        {
            var answer = new TxnOffsetCommitResponse.TxnOffsetCommitResponseTopic { Name = topic.Name };
            response.Topics.Add(answer);
            foreach (var partition in topic.Partitions)
            {
                var at = new TopicPartition(topic.Name, partition.PartitionIndex);
                var one = new TxnOffsetCommitResponse.TxnOffsetCommitResponsePartition
                {
                    PartitionIndex = partition.PartitionIndex,
                    ErrorCode = CommitRules.Check(topics, at, partition.CommittedMetadata, maxMetadataBytes),
                };
                answer.Partitions.Add(one);
                if (one.ErrorCode != ErrorCode.None) continue;
                pending.Add(one);
                offsets.Add(KeyValuePair.Create(
                    at, new CommittedOffset(partition.CommittedOffset, partition.CommittedLeaderEpoch, partition.CommittedMetadata ?? "", now)));
            }
        }

        var result = Commit(request, version, offsets);
        if (result == ErrorCode.None) return response;
        foreach (var answer in pending) answer.ErrorCode = result;
        return response;
    }

    private ErrorCode Commit(TxnOffsetCommitRequest request, short version, List<KeyValuePair<TopicPartition, CommittedOffset>> offsets)
    {
        if (request.GroupId.Length == 0) return ErrorCode.InvalidGroupId;
        if (!groups.IsLoaded) return ErrorCode.CoordinatorLoadInProgress;
        if (offsets.Count == 0) return ErrorCode.None;

        // Before the group's lock: the coordinator of transactions takes that one under its own.
        var producer = new ProducerIdentity(request.ProducerId, request.ProducerEpoch);
        var refusal = transactions.ForOffsets(version, request.TransactionalId, producer, request.GroupId);
        if (refusal != ErrorCode.None) return refusal;
        var by = new Committer(request.MemberId, request.GroupInstanceId, request.GenerationId, IsTransactional: true, KnowsMemberEpochs: false);
        return groups.Enter(request.GroupId, create: request.GenerationId < 0, group =>
        {
            var error = CommitRules.Check(group, by, groups.Clock.Now);
            if (error != ErrorCode.None) return error;

            // Known before it is stored: the end of the transaction may come the moment after.
            groups.Store.AddPending(group!.Id, request.ProducerId);
            var records = offsets.ConvertAll(o => OffsetRecords.Put(group.Id, o.Key, o.Value));
            error = groups.Store.Append(group.Id, [.. records], new StateProducer(request.ProducerId, request.ProducerEpoch));
            if (error != ErrorCode.None) return error;
            foreach (var (partition, offset) in offsets) group.Offsets.PutPending(request.ProducerId, partition, offset);
            return ErrorCode.None;
        });
    }
}
