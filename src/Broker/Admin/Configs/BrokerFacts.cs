using System.Globalization;
using Connect.Broker.Server;

namespace Connect.Broker.Admin.Configs;

/// <summary>Settings whose values are known otherwise than from a file: where the broker really listens and keeps its data.</summary>
internal sealed class BrokerFacts(BrokerIdentity identity, string folder)
{
    public string? Fixed(string name) => name switch
    {
        "listeners" or "advertised.listeners" => string.Create(CultureInfo.InvariantCulture, $"PLAINTEXT://{identity.Host}:{identity.Port}"),
        "log.dirs" => folder,
        "node.id" or "broker.id" => identity.NodeId.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
