using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;
using Topic = Connect.Broker.Topics.Topic;

namespace Connect.Broker.Admin.Topics;

/// <summary>Metadata: which brokers and topics there are. Topics may be created by being asked for.</summary>
internal sealed class MetadataHandler(TopicRegistry topics, BrokerIdentity identity, TopicCreation creation)
{
    private const short IdsSince = 12;

    public MetadataResponse Answer(MetadataRequest request, RequestContext context)
    {
        var asked = request.Topics;
        if (asked is not null && asked.Exists(t => context.ApiVersion < IdsSince ? t.Name is null || t.TopicId != Guid.Empty : t.Name is null && t.TopicId == Guid.Empty))
            return Malformed(asked, context.ApiVersion);

        var response = new MetadataResponse
        {
            ClusterId = identity.ClusterId,
            ControllerId = identity.NodeId,
            ClusterAuthorizedOperations = AuthorizedOperations.Cluster(request.IncludeClusterAuthorizedOperations),
        };
        response.Brokers.Add(new() { NodeId = identity.NodeId, Host = identity.Host, Port = identity.Port, Rack = topics.Settings.Rack });
        var operations = AuthorizedOperations.Topic(request.IncludeTopicAuthorizedOperations);
        // In version 0 an empty list asks for all topics, later null does.
        if (asked is null || (context.ApiVersion == 0 && asked.Count == 0))
        {
            foreach (var topic in topics.Topics) response.Topics.Add(Describe(topic, operations));
        }
        else if (asked.Exists(t => t.TopicId != Guid.Empty))
        {
            foreach (var id in asked.Select(t => t.TopicId).Where(id => id != Guid.Empty).Distinct()) response.Topics.Add(ById(id, operations));
        }
        else
        {
            var mayCreate = request.AllowAutoTopicCreation && topics.Settings.Log.AutoCreateTopics;
            foreach (var name in asked.Select(t => t.Name!).Distinct(StringComparer.Ordinal)) response.Topics.Add(ByName(name, mayCreate, operations));
        }

        return response;
    }

    private MetadataResponse.MetadataResponseTopic ByName(string name, bool mayCreate, int operations)
    {
        var error = ErrorCode.UnknownTopicOrPartition;
        if (topics.TryGetTopic(name, out var topic)) return Describe(topic, operations);
        if (TopicNames.Check(name) is not null) error = ErrorCode.InvalidTopicException;
        else if (mayCreate && creation.CreateOnDemand(name, out error) is { } created) return Describe(created, operations);
        return new() { Name = name, ErrorCode = error, IsInternal = TopicNames.IsInternal(name), TopicAuthorizedOperations = operations };
    }

    private MetadataResponse.MetadataResponseTopic ById(Guid id, int operations) => topics.TryGetTopic(id, out var topic)
        ? Describe(topic, operations)
        : new() { Name = null, TopicId = id, ErrorCode = ErrorCode.UnknownTopicId };

    private MetadataResponse.MetadataResponseTopic Describe(Topic topic, int operations)
    {
        var count = topic.Partitions.Count;
        var described = new MetadataResponse.MetadataResponseTopic
        {
            Name = topic.Name,
            TopicId = topic.Id,
            IsInternal = topic.IsInternal,
            TopicAuthorizedOperations = operations,
            Partitions = new(count),
        };
        for (var i = 0; i < count; i++)
        {
            described.Partitions.Add(new()
            {
                PartitionIndex = i,
                LeaderId = identity.NodeId,
                LeaderEpoch = Log.PartitionLog.LeaderEpoch,
                ReplicaNodes = [identity.NodeId],
                IsrNodes = [identity.NodeId],
            });
        }

        return described;
    }

    /// <summary>Topics named in a way that the version does not have: the request as a whole fails.</summary>
    private static MetadataResponse Malformed(List<MetadataRequest.MetadataRequestTopic> asked, short version)
    {
        var error = version < IdsSince ? ErrorCode.InvalidRequest : ErrorCode.UnknownServerError;
        var response = new MetadataResponse { ErrorCode = error };
        foreach (var topic in asked) response.Topics.Add(new() { Name = topic.Name ?? "", TopicId = topic.TopicId, ErrorCode = error });
        return response;
    }
}
