using System.Globalization;
using Connect.Kafka.Definitions;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Kafka;

/// <summary>
/// Translates settings of Kafka's Java clients, which is what workers and connectors are configured with, to those of librdkafka. What only a JVM needs is
/// left out silently; a name that neither knows is told to the caller.
/// </summary>
internal static class JavaClientSettings
{
    /// <summary>Settings that mean the same under another name.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["max.request.size"] = "message.max.bytes",
        ["send.buffer.bytes"] = "socket.send.buffer.bytes",
        ["receive.buffer.bytes"] = "socket.receive.buffer.bytes",
        ["fetch.max.wait.ms"] = "fetch.wait.max.ms",
        ["max.partition.fetch.bytes"] = "max.partition.fetch.bytes",
        ["ssl.keystore.certificate.chain"] = "ssl.certificate.pem",
        ["ssl.keystore.key"] = "ssl.key.pem",
        ["ssl.key.password"] = "ssl.key.password",
        ["ssl.truststore.certificates"] = "ssl.ca.pem",
        ["sasl.oauthbearer.token.endpoint.url"] = "sasl.oauthbearer.token.endpoint.url",
    };

    /// <summary>Settings of the JVM, and of what is done here by the runtime.</summary>
    private static readonly HashSet<string> WithoutCounterpart = new(StringComparer.Ordinal)
    {
        "key.serializer", "value.serializer", "key.deserializer", "value.deserializer", "interceptor.classes", "metric.reporters", "max.block.ms",
        "metrics.num.samples", "metrics.sample.window.ms", "metrics.recording.level", "partitioner.class", "partitioner.availability.timeout.ms",
        "partitioner.adaptive.partitioning.enable", "partitioner.ignore.keys", "auto.include.jmx.reporter", "enable.metrics.push",
        "metadata.max.idle.ms", "security.providers", "ssl.provider", "ssl.protocol", "ssl.trustmanager.algorithm", "ssl.keymanager.algorithm",
        "ssl.secure.random.implementation", "ssl.engine.factory.class", "ssl.truststore.type", "ssl.keystore.type", "ssl.truststore.password",
        "sasl.client.callback.handler.class", "sasl.login.callback.handler.class", "sasl.login.class", "default.api.timeout.ms", "max.poll.records",
        "exclude.internal.topics", "throw.on.fetch.stable.offset.unsupported", "internal.leave.group.on.close", "socket.connection.setup.timeout.max.ms",
        "metadata.recovery.strategy", "metadata.recovery.rebootstrap.trigger.ms", "default.list.key.serde.inner",
        "sasl.jaas.config", "ssl.truststore.location", "ssl.keystore.location", "ssl.keystore.password", "buffer.memory", "retries",
        "partition.assignment.strategy", "ssl.endpoint.identification.algorithm", "transaction.two.phase.commit.enable",
    };

    private static readonly Dictionary<string, string> Assignors = new(StringComparer.Ordinal)
    {
        ["org.apache.kafka.clients.consumer.RangeAssignor"] = "range",
        ["org.apache.kafka.clients.consumer.RoundRobinAssignor"] = "roundrobin",
        ["org.apache.kafka.clients.consumer.StickyAssignor"] = "cooperative-sticky",
        ["org.apache.kafka.clients.consumer.CooperativeStickyAssignor"] = "cooperative-sticky",
    };

    /// <summary>The settings in librdkafka's names.</summary>
    /// <param name="kind">The kind of client.</param>
    /// <param name="java">The settings; null counts as not set.</param>
    /// <param name="unknown">Told of each name that no client knows.</param>
    /// <exception cref="ConfigException">A value is wrong, or cannot be done here.</exception>
    public static ClientConfig Translate(ConnectorClientType kind, IReadOnlyDictionary<string, string?> java, Action<string>? unknown = null)
    {
        ClientDefinitions.Check(kind, java);
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in java)
        {
            if (value is null || WithoutCounterpart.Contains(name) || name.StartsWith("metrics.context.", StringComparison.Ordinal)) continue;
            if (!IsOf(kind, name) || (name is "send.buffer.bytes" or "receive.buffer.bytes" && value.Trim() == "-1")) continue;
            var target = Renamed.GetValueOrDefault(name, name);
            if (KnownSettings.Contains(target)) settings[target] = value.Trim();
            else unknown?.Invoke(name);
        }

        AddSecurity(settings, java);
        if (kind == ConnectorClientType.Producer) AddProducer(settings, java);
        if (kind == ConnectorClientType.Consumer) AddConsumer(settings, java);
        if (settings.GetValueOrDefault("client.id") is "") settings.Remove("client.id");
        return new ClientConfig(settings);
    }

    /// <summary>A worker's settings name both producers' and consumers' for its admin clients, too: they mean nothing there.</summary>
    private static bool IsOf(ConnectorClientType kind, string name) => kind switch
    {
        ConnectorClientType.Producer => !KnownSettings.OfConsumersOnly.Contains(name),
        ConnectorClientType.Consumer => !KnownSettings.OfProducersOnly.Contains(name),
        _ => !KnownSettings.OfConsumersOnly.Contains(name) && !KnownSettings.OfProducersOnly.Contains(name),
    };

    private static void AddProducer(Dictionary<string, string> settings, IReadOnlyDictionary<string, string?> java)
    {
        // Java's default; librdkafka's is a gigabyte.
        var memory = Number(java, "buffer.memory", 32L * 1024 * 1024);
        settings["queue.buffering.max.kbytes"] = Math.Max(1, memory / 1024).ToString(CultureInfo.InvariantCulture);
        // A small record takes several times its bytes.
        settings.TryAdd("queue.buffering.max.messages", "100000");
        settings.TryAdd("partitioner", "murmur2_random");
        settings.TryAdd("message.max.bytes", "1048576");
        settings.TryAdd("linger.ms", "5");
        settings.TryAdd("acks", "all");
        // Records wait for as long as Kafka is away, as with Connect's delivery.timeout.ms of Integer.MAX_VALUE; 0 is for ever.
        if (!settings.TryGetValue("delivery.timeout.ms", out var timeout) || timeout == "2147483647") timeout = "0";
        settings.Remove("delivery.timeout.ms");
        if (settings.ContainsKey("transactional.id"))
        {
            // librdkafka bounds the time of records by that of the transaction.
            settings["enable.idempotence"] = "true";
            settings["acks"] = "all";
            return;
        }

        settings["message.timeout.ms"] = timeout;
        if (settings.TryGetValue("enable.idempotence", out var idempotence)) settings["enable.idempotence"] = idempotence.ToLowerInvariant();
        else if (settings["acks"] is "all" or "-1" && !settings.ContainsKey("max.in.flight.requests.per.connection")) settings["enable.idempotence"] = "true";
        if (settings.GetValueOrDefault("enable.idempotence") != "true") settings.TryAdd("max.in.flight.requests.per.connection", "1");
    }

    private static void AddConsumer(Dictionary<string, string> settings, IReadOnlyDictionary<string, string?> java)
    {
        settings["enable.auto.commit"] = "false";
        settings["enable.auto.offset.store"] = "false";
        settings.TryAdd("auto.offset.reset", "earliest");
        settings.TryAdd("allow.auto.create.topics", "true");
        // A task has a thread that always polls, and heartbeats are librdkafka's own: a lost member need not be waited for as long as by default.
        settings.TryAdd("session.timeout.ms", "10000");
        settings.TryAdd("heartbeat.interval.ms", "3000");
        settings.TryAdd("queued.max.messages.kbytes", "16384");
        settings.TryAdd("fetch.queue.backoff.ms", "10");
        if (settings.TryGetValue("group.protocol", out var protocol))
        {
            settings["group.protocol"] = protocol = protocol.ToLowerInvariant();
            if (protocol == "consumer")
            {
                foreach (var name in (string[])["session.timeout.ms", "heartbeat.interval.ms"]) settings.Remove(name);
                return;
            }
        }

        var assignors = java.GetValueOrDefault("partition.assignment.strategy");
        // With the cooperative assignor librdkafka does not leave the group when it closes without partitions: the group would wait for the session to end.
        settings["partition.assignment.strategy"] = assignors is null
            ? "range"
            : string.Join(',', assignors.Split(',', StringSplitOptions.TrimEntries).Select(Assignor).Distinct());
        if (settings["auto.offset.reset"] == "none") settings["auto.offset.reset"] = "error";
    }

    private static string Assignor(string name) => Assignors.TryGetValue(name, out var found) ? found : name is "range" or "roundrobin" or "cooperative-sticky"
        ? name
        : throw new ConfigException("partition.assignment.strategy", name, "Only Kafka's own assignors can be used");

    private static void AddSecurity(Dictionary<string, string> settings, IReadOnlyDictionary<string, string?> java)
    {
        if (settings.Remove("sasl.mechanism", out var mechanism)) settings["sasl.mechanisms"] = mechanism;
        if (java.GetValueOrDefault("sasl.jaas.config") is { Length: > 0 } jaas) JaasConfig.AddTo(settings, jaas);
        if (java.GetValueOrDefault("ssl.endpoint.identification.algorithm") is { } algorithm)
            settings["ssl.endpoint.identification.algorithm"] = algorithm.Length == 0 ? "none" : algorithm.ToLowerInvariant();
        Store(java, "ssl.truststore.location", "ssl.truststore.type", location => settings["ssl.ca.location"] = location);
        Store(java, "ssl.keystore.location", "ssl.keystore.type", location =>
        {
            if (java.GetValueOrDefault("ssl.keystore.type") is { } type && type.Equals("PEM", StringComparison.OrdinalIgnoreCase))
            {
                settings["ssl.certificate.location"] = settings["ssl.key.location"] = location;
                return;
            }

            settings["ssl.keystore.location"] = location;
            if (java.GetValueOrDefault("ssl.keystore.password") is { } password) settings["ssl.keystore.password"] = password;
        });
    }

    private static void Store(IReadOnlyDictionary<string, string?> java, string key, string typeKey, Action<string> use)
    {
        if (java.GetValueOrDefault(key) is not { Length: > 0 } location) return;
        var type = java.GetValueOrDefault(typeKey) ?? "JKS";
        if (type.Equals("JKS", StringComparison.OrdinalIgnoreCase) && location.EndsWith(".jks", StringComparison.OrdinalIgnoreCase))
            throw new ConfigException(key, location, $"JKS stores can be read by Java only; convert it and set {typeKey} to PEM or PKCS12");
        use(location);
    }

    private static long Number(IReadOnlyDictionary<string, string?> java, string key, long missing)
    {
        if (java.GetValueOrDefault(key) is not { } text) return missing;
        return long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ConfigException(key, text, "Not a number of type LONG");
    }
}
