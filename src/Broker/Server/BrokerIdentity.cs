namespace Connect.Broker.Server;

/// <summary>Who this broker is to its clients. The address is known once the listener is bound, before the first request.</summary>
internal sealed class BrokerIdentity
{
    public required int NodeId { get; init; }

    public required string ClusterId { get; init; }

    /// <summary>The host that clients are told to connect to.</summary>
    public string Host { get; set; } = "127.0.0.1";

    public int Port { get; set; }
}
