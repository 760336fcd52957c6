using Connect.Broker.Admin.Configs;
using Connect.Broker.Admin.Offsets;
using Connect.Broker.Admin.Topics;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin;

/// <summary>Topics, settings and offsets as clients ask for them and administer them.</summary>
internal sealed class AdminApi(TopicStorage storage, BrokerIdentity identity)
{
    public void Map(RequestRouter router)
    {
        var topics = storage.Registry;
        var creation = new TopicCreation(topics);
        var describer = new ConfigDescriber(topics, new BrokerFacts(identity, storage.Folder));
        MapTopics(router, topics, creation, describer);
        MapConfigs(router, topics, describer);
        MapOffsets(router, topics);
        MapCluster(router, topics);
    }

    private void MapTopics(RequestRouter router, TopicRegistry topics, TopicCreation creation, ConfigDescriber describer)
    {
        var metadata = new MetadataHandler(topics, identity, creation);
        router.Map<MetadataRequest, MetadataResponse>((q, c) => new(metadata.Answer(q, c)));
        var describe = new DescribeTopicPartitionsHandler(topics, identity);
        router.Map<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse>((q, _) => new(describe.Answer(q)));
        var create = new CreateTopicsHandler(topics, creation, describer, identity.NodeId);
        router.Map<CreateTopicsRequest, CreateTopicsResponse>((q, _) => new(create.Answer(q)));
        var delete = new DeleteTopicsHandler(topics);
        router.Map<DeleteTopicsRequest, DeleteTopicsResponse>((q, c) => new(delete.Answer(q, c)));
        var grow = new CreatePartitionsHandler(topics, identity.NodeId);
        router.Map<CreatePartitionsRequest, CreatePartitionsResponse>((q, _) => new(grow.Answer(q)));
        var elect = new ElectLeadersHandler(topics);
        router.Map<ElectLeadersRequest, ElectLeadersResponse>((q, _) => new(elect.Answer(q)));
    }

    private void MapConfigs(RequestRouter router, TopicRegistry topics, ConfigDescriber describer)
    {
        var describe = new DescribeConfigsHandler(topics, storage.Configs, describer);
        router.Map<DescribeConfigsRequest, DescribeConfigsResponse>((q, _) => new(describe.Answer(q)));
        var alter = new AlterConfigsHandlers(new ConfigAlteration(topics, storage.Configs));
        router.Map<AlterConfigsRequest, AlterConfigsResponse>((q, _) => new(alter.Answer(q)));
        router.Map<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse>((q, _) => new(alter.Answer(q)));
        var list = new ListConfigResourcesHandler(topics, storage.Configs);
        router.Map<ListConfigResourcesRequest, ListConfigResourcesResponse>((q, c) => new(list.Answer(q, c)));
    }

    private static void MapOffsets(RequestRouter router, TopicRegistry topics)
    {
        var list = new ListOffsetsHandler(topics);
        router.Map<ListOffsetsRequest, ListOffsetsResponse>((q, c) => new(list.Answer(q, c)));
        var epochs = new OffsetForLeaderEpochHandler(topics);
        router.Map<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse>((q, _) => new(epochs.Answer(q)));
        var delete = new DeleteRecordsHandler(topics);
        router.Map<DeleteRecordsRequest, DeleteRecordsResponse>((q, _) => new(delete.Answer(q)));
        var producers = new DescribeProducersHandler(topics);
        router.Map<DescribeProducersRequest, DescribeProducersResponse>((q, _) => new(producers.Answer(q)));
    }

    private void MapCluster(RequestRouter router, TopicRegistry topics)
    {
        var cluster = new DescribeClusterHandler(topics, identity);
        router.Map<DescribeClusterRequest, DescribeClusterResponse>((q, _) => new(cluster.Answer(q)));
        var folders = new DescribeLogDirsHandler(topics, storage.Folder);
        router.Map<DescribeLogDirsRequest, DescribeLogDirsResponse>((q, _) => new(folders.Answer(q)));
        router.Map<DescribeAclsRequest, DescribeAclsResponse>((q, _) => new(SecurityHandlers.Answer(q)));
        router.Map<CreateAclsRequest, CreateAclsResponse>((q, _) => new(SecurityHandlers.Answer(q)));
        router.Map<DeleteAclsRequest, DeleteAclsResponse>((q, _) => new(SecurityHandlers.Answer(q)));
        router.Map<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse>((q, _) => new(SecurityHandlers.Answer(q)));
        router.Map<DescribeClientQuotasRequest, DescribeClientQuotasResponse>((q, _) => new(QuotasHandler.Answer(q)));
        // Replicas never move here.
        router.Map<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse>((_, _) => new(new ListPartitionReassignmentsResponse { ErrorMessage = null }));
    }
}
