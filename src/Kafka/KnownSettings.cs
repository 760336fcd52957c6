using System.Collections.Frozen;

namespace Connect.Kafka;

/// <summary>The settings that librdkafka knows, of those that a configuration may set.</summary>
internal static class KnownSettings
{
    public static readonly FrozenSet<string> OfProducersOnly = Names(
        "acks", "batch.size", "batch.num.messages", "compression.type", "compression.codec", "compression.level", "delivery.timeout.ms", "enable.idempotence",
        "linger.ms", "max.in.flight.requests.per.connection", "partitioner", "queue.buffering.max.kbytes", "queue.buffering.max.messages",
        "queue.buffering.max.ms", "sticky.partitioning.linger.ms", "transaction.timeout.ms", "transactional.id", "message.timeout.ms",
        "compression.gzip.level", "compression.lz4.level", "compression.zstd.level");

    public static readonly FrozenSet<string> OfConsumersOnly = Names(
        "allow.auto.create.topics", "auto.commit.interval.ms", "auto.offset.reset", "check.crcs", "enable.auto.commit", "fetch.max.bytes",
        "fetch.message.max.bytes", "fetch.min.bytes", "fetch.queue.backoff.ms", "fetch.wait.max.ms", "fetch.max.wait.ms", "group.id", "group.instance.id",
        "group.protocol", "group.remote.assignor", "heartbeat.interval.ms", "isolation.level", "max.partition.fetch.bytes", "max.poll.interval.ms",
        "queued.max.messages.kbytes", "queued.min.messages", "session.timeout.ms");

    private static readonly FrozenSet<string> OfAll = Names(
        "bootstrap.servers", "broker.address.family", "broker.address.ttl", "client.dns.lookup", "client.id", "client.rack", "connections.max.idle.ms", "debug",
        "message.copy.max.bytes", "message.max.bytes", "metadata.max.age.ms", "reconnect.backoff.max.ms", "reconnect.backoff.ms",
        "request.timeout.ms", "retry.backoff.max.ms", "retry.backoff.ms", "sasl.kerberos.kinit.cmd", "sasl.kerberos.min.time.before.relogin",
        "sasl.kerberos.service.name", "sasl.mechanism", "sasl.mechanisms", "sasl.oauthbearer.client.id", "sasl.oauthbearer.client.secret",
        "sasl.oauthbearer.config", "sasl.oauthbearer.extensions", "sasl.oauthbearer.method", "sasl.oauthbearer.scope",
        "sasl.oauthbearer.token.endpoint.url", "sasl.password", "sasl.username", "security.protocol", "socket.connection.setup.timeout.ms",
        "socket.keepalive.enable", "socket.nagle.disable", "socket.receive.buffer.bytes", "socket.send.buffer.bytes", "socket.timeout.ms", "ssl.ca.location",
        "ssl.ca.pem", "ssl.certificate.location", "ssl.certificate.pem", "ssl.cipher.suites", "ssl.curves.list", "ssl.key.location", "ssl.key.password",
        "ssl.key.pem", "ssl.sigalgs.list", "statistics.interval.ms", "topic.metadata.refresh.interval.ms");

    public static bool Contains(string name) => OfAll.Contains(name) || OfProducersOnly.Contains(name) || OfConsumersOnly.Contains(name);

    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
