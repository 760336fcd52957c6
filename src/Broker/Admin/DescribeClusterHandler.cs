using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin;

internal sealed class DescribeClusterHandler(TopicRegistry topics, BrokerIdentity identity)
{
    private const sbyte BrokerEndpoint = 1;
    private const sbyte ControllerEndpoint = 2;

    public DescribeClusterResponse Answer(DescribeClusterRequest request)
    {
        if (request.EndpointType == ControllerEndpoint)
        {
            return new()
            {
                ErrorCode = ErrorCode.MismatchedEndpointType,
                ErrorMessage = "The request was sent to an endpoint of type BROKER, but we wanted an endpoint of type CONTROLLER",
            };
        }

        if (request.EndpointType != BrokerEndpoint)
            return new() { ErrorCode = ErrorCode.UnsupportedEndpointType, ErrorMessage = $"Unsupported endpoint type {request.EndpointType}" };
        var response = new DescribeClusterResponse
        {
            EndpointType = BrokerEndpoint,
            ClusterId = identity.ClusterId,
            ControllerId = identity.NodeId,
            ClusterAuthorizedOperations = AuthorizedOperations.Cluster(request.IncludeClusterAuthorizedOperations),
        };
        response.Brokers.Add(new() { BrokerId = identity.NodeId, Host = identity.Host, Port = identity.Port, Rack = topics.Settings.Rack });
        return response;
    }
}
