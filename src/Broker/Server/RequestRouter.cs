using System.Diagnostics.CodeAnalysis;
using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Server;

/// <summary>Answers one kind of request. A null answer means that the protocol wants none (Produce with acks=0).</summary>
internal delegate ValueTask<TResponse?> RequestHandler<in TRequest, TResponse>(TRequest request, RequestContext context)
    where TRequest : class, IRequest, new()
    where TResponse : class, IMessage, new();

/// <summary>Which handler answers which request; ApiVersions tells clients exactly what is mapped here.</summary>
internal sealed class RequestRouter
{
    private readonly Route?[] _routes = new Route?[128];

    public IEnumerable<Route> Routes => _routes.Where(r => r is not null)!;

    public void Map<TRequest, TResponse>(RequestHandler<TRequest, TResponse> handler)
        where TRequest : class, IRequest, new()
        where TResponse : class, IMessage, new()
        => _routes[(int)TRequest.Api] = new Route<TRequest, TResponse>(handler);

    public bool TryGet(short key, short version, [NotNullWhen(true)] out Route? route)
    {
        route = (uint)key < (uint)_routes.Length ? _routes[key] : null;
        return route is not null && version >= route.MinVersion && version <= route.MaxVersion;
    }
}
