using Connect.Broker.Configuration;
using Connect.Broker.Groups.Classic;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Groups.Offsets;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;
using Connect.Broker.Transactions;

namespace Connect.Broker.Groups;

/// <summary>All requests about groups and their offsets.</summary>
internal sealed class GroupsApi(
    GroupCoordinator groups, ITopicCatalog topics, GroupSettings settings, TransactionEnlistment transactions, FindCoordinatorHandler coordinators)
{
    public void Map(RequestRouter router)
    {
        router.Map<FindCoordinatorRequest, FindCoordinatorResponse>((r, c) => new(coordinators.Answer(r, c.ApiVersion)));
        new ClassicGroupsApi(groups, settings).Map(router);
        new OffsetsApi(groups, topics, settings, transactions).Map(router);
        var admin = new GroupAdminHandler(groups);
        router.Map<ListGroupsRequest, ListGroupsResponse>((r, _) => new(admin.Answer(r)));
        router.Map<DescribeGroupsRequest, DescribeGroupsResponse>((r, c) => new(admin.Answer(r, c.ApiVersion)));
        router.Map<DeleteGroupsRequest, DeleteGroupsResponse>((r, _) => new(admin.Answer(r)));
        if (!settings.Protocols.Contains("consumer")) return;
        var heartbeats = new ConsumerHeartbeatHandler(groups, topics, settings);
        router.Map<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse>((r, c) => new(heartbeats.Answer(r, c)));
        var describe = new ConsumerDescribeHandler(groups, heartbeats, topics);
        router.Map<ConsumerGroupDescribeRequest, ConsumerGroupDescribeResponse>((r, _) => new(describe.Answer(r)));
    }
}
