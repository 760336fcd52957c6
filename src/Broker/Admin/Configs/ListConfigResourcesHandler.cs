using Connect.Broker.Configuration;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Configs;

internal sealed class ListConfigResourcesHandler(TopicRegistry topics, ResourceConfigs resources)
{
    private static readonly ResourceType[] All =
        [ResourceType.Topic, ResourceType.Broker, ResourceType.BrokerLogger, ResourceType.ClientMetrics, ResourceType.Group];

    public ListConfigResourcesResponse Answer(ListConfigResourcesRequest request, RequestContext context)
    {
        // Version 0 only knows client metrics subscriptions.
        var types = context.ApiVersion == 0 ? [ResourceType.ClientMetrics]
            : request.ResourceTypes.Count == 0 ? All
            : request.ResourceTypes.Distinct().Select(t => (ResourceType)t).ToArray();
        var response = new ListConfigResourcesResponse();
        if (Array.Exists(types, t => Array.IndexOf(All, t) < 0))
        {
            response.ErrorCode = ErrorCode.UnsupportedVersion;
            return response;
        }

        foreach (var type in types)
        {
            foreach (var name in Names(type)) response.ConfigResources.Add(new() { ResourceName = name, ResourceType = (sbyte)type });
        }

        return response;
    }

    private IEnumerable<string> Names(ResourceType type) => type switch
    {
        ResourceType.Topic => topics.Topics.Select(t => t.Name),
        ResourceType.Broker or ResourceType.BrokerLogger => [resources.ThisBroker],
        _ => resources.Names(type),
    };
}
