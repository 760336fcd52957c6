using Connect.Broker.Configuration;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;
using Connect.Broker.Transactions;

namespace Connect.Broker.Groups.Offsets;

/// <summary>The requests about committed offsets.</summary>
internal sealed class OffsetsApi(GroupCoordinator groups, ITopicCatalog topics, GroupSettings settings, TransactionEnlistment transactions)
{
    public void Map(RequestRouter router)
    {
        var commit = new OffsetCommitHandler(groups, topics, settings.OffsetMetadataMaxBytes);
        router.Map<OffsetCommitRequest, OffsetCommitResponse>((r, c) => new(commit.Answer(r, c.ApiVersion)));
        var transactional = new TxnOffsetCommitHandler(groups, topics, settings.OffsetMetadataMaxBytes, transactions);
        router.Map<TxnOffsetCommitRequest, TxnOffsetCommitResponse>((r, c) => new(transactional.Answer(r, c.ApiVersion)));
        var fetch = new OffsetFetchHandler(groups, topics);
        router.Map<OffsetFetchRequest, OffsetFetchResponse>((r, c) => new(fetch.Answer(r, c.ApiVersion)));
        var delete = new OffsetDeleteHandler(groups, topics);
        router.Map<OffsetDeleteRequest, OffsetDeleteResponse>((r, _) => new(delete.Answer(r)));
    }
}
