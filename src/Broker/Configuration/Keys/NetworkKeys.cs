using static Connect.Broker.Configuration.ConfigRule;
using static Connect.Broker.Configuration.Keys.KeyFactory;
using static Connect.Broker.Configuration.KeyTraits;

namespace Connect.Broker.Configuration.Keys;

/// <summary>Settings of the node, its sockets and its limits.</summary>
internal static class NetworkKeys
{
    public static ConfigKey[] All() =>
    [
        List("advertised.listeners", null),
        Int("broker.id", "-1"),
        Long("connections.max.idle.ms", "600000"),
        List("controller.listener.names", "CONTROLLER"),
        Int("fetch.max.bytes", "57671680", AtLeast(1024)),
        String("listener.security.protocol.map", "SASL_SSL:SASL_SSL,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT"),
        List("listeners", "PLAINTEXT://127.0.0.1:9092"),
        Int("max.connection.creation.rate", "2147483647", AtLeast(0), Dynamic),
        Int("max.connections", "2147483647", AtLeast(0), Dynamic),
        Int("max.connections.per.ip", "2147483647", AtLeast(0), Dynamic),
        String("max.connections.per.ip.overrides", "", null, Dynamic),
        Int("max.incremental.fetch.session.cache.slots", "1000", AtLeast(0)),
        Int("max.request.partition.size.limit", "2000", AtLeast(1)),
        Int("node.id", "1", AtLeast(0)),
        Long("queued.max.request.bytes", "-1"),
        Int("queued.max.requests", "500", AtLeast(1)),
        Long("socket.connection.setup.timeout.max.ms", "30000"),
        Long("socket.connection.setup.timeout.ms", "10000"),
        Int("socket.listen.backlog.size", "50", AtLeast(1)),
        Int("socket.receive.buffer.bytes", "102400"),
        Int("socket.request.max.bytes", "104857600", AtLeast(1)),
        Int("socket.send.buffer.bytes", "102400"),
    ];
}
