namespace Connect.Broker.Server;

/// <summary>What a handler may want to know of a request besides its body.</summary>
internal sealed class RequestContext
{
    public required short ApiVersion { get; init; }

    public required int CorrelationId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>The client's address as DescribeGroups shows it, for example <c>/127.0.0.1</c>.</summary>
    public required string ClientHost { get; init; }

    /// <summary>One value for all requests of a connection, another for every other connection.</summary>
    public required long ConnectionId { get; init; }

    /// <summary>Cancelled when the client is gone or the broker stops: ends every wait a handler is in.</summary>
    public required CancellationToken Aborted { get; init; }
}
