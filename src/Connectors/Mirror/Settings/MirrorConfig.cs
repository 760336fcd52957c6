using Connect.Connectors.Mirror.Policies;
using Connect.Kafka;
using Connect.Kafka.Definitions;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Connectors.Mirror;

/// <summary>The configuration of a mirror connector or task (<c>org.apache.kafka.connect.mirror.MirrorConnectorConfig</c>).</summary>
internal sealed class MirrorConfig
{
    /// <summary>The settings that all kinds of clients have: addresses, security.</summary>
    public static readonly IReadOnlySet<string> SharedByClients = ClientDefinitions.Of(ConnectorClientType.Producer).Keys
        .Intersect(ClientDefinitions.Of(ConnectorClientType.Consumer).Keys).Intersect(ClientDefinitions.Of(ConnectorClientType.Admin).Keys)
        .ToHashSet(StringComparer.Ordinal);

    public MirrorConfig(ConfigDef definition, IReadOnlyDictionary<string, string?> config)
    {
        Values = new ParsedConfig(definition, config);
        Policy = MirrorPlugins.Policy(Values);
    }

    /// <summary>The typed values.</summary>
    public ParsedConfig Values { get; }

    public IReplicationPolicy Policy { get; }

    public string Name => Values.GetRequiredString("name");

    public bool IsEnabled => Values.GetBoolean("enabled");

    public string Source => Values.GetRequiredString("source.cluster.alias");

    public string Target => Values.GetRequiredString("target.cluster.alias");

    public TimeSpan AdminTimeout => TimeSpan.FromMilliseconds(Values.GetLong("admin.timeout.ms"));

    public string Label => $"{Source}->{Target}|{Name}";

    public bool EmitsOffsetSyncs => Values.GetBoolean("emit.offset-syncs.enabled");

    /// <summary>Whether the topic of offset syncs is on the source.</summary>
    public bool SyncsAreAtSource => Values.GetRequiredString("offset-syncs.topic.location") == "source";

    public string OffsetSyncsTopic => Policy.OffsetSyncsTopic(SyncsAreAtSource ? Target : Source);

    public string CheckpointsTopic => Policy.CheckpointsTopic(Source);

    /// <summary>How often to do something; null for never.</summary>
    public TimeSpan? Interval(string what)
    {
        if (!Values.GetBoolean(what + ".enabled")) return null;
        var seconds = Values.GetLong(what + ".interval.seconds");
        return seconds < 0 ? null : TimeSpan.FromSeconds(Math.Max(seconds, 0.1));
    }

    /// <exception cref="KafkaClientException">The cluster has no <c>bootstrap.servers</c>.</exception>
    public ClientConfig Admin(bool atSource, string role)
    {
        var settings = Settings(atSource, "admin.", role);
        if (string.IsNullOrWhiteSpace(settings.GetValueOrDefault("bootstrap.servers")))
        {
            var missing = new ConfigException($"{(atSource ? "source" : "target")}.cluster.bootstrap.servers is missing: it says where to find the cluster");
            throw new KafkaClientException(
                "org.apache.kafka.common.KafkaException", "The constructor of org.apache.kafka.clients.admin.ForwardingAdmin threw an exception", 0, missing);
        }

        return Client(ConnectorClientType.Admin, settings);
    }

    public ClientConfig Producer(bool atSource, string role) => Client(ConnectorClientType.Producer, Settings(atSource, "producer.", role));

    public ClientConfig Consumer(bool atSource, string role)
    {
        var settings = Settings(atSource, "consumer.", role);
        settings["enable.auto.commit"] = "false";
        settings.TryAdd("auto.offset.reset", "earliest");
        // librdkafka wants a group even where none is joined, and nothing is committed to it.
        settings.TryAdd("group.id", $"{Label}|{role}");
        return Client(ConnectorClientType.Consumer, settings);
    }

    /// <summary>Whether the records of transactions that were aborted are left out.</summary>
    public static bool ReadsCommitted(IReadOnlyDictionary<string, string?> config) =>
        (config.GetValueOrDefault("source.consumer.isolation.level") ?? config.GetValueOrDefault("consumer.isolation.level")) == "read_committed";

    private static ClientConfig Client(ConnectorClientType kind, Dictionary<string, string?> settings) => JavaClientSettings.Translate(kind, settings);

    /// <summary>Later ones count: those of the cluster that all clients share, those of the kind of client, those of the kind at this cluster.</summary>
    private Dictionary<string, string?> Settings(bool atSource, string kind, string role)
    {
        var side = atSource ? "source." : "target.";
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        Add(side + "cluster.", SharedByClients.Contains);
        Add(kind, _ => true);
        Add(side + kind, _ => true);
        settings["client.id"] = (settings.GetValueOrDefault("client.id") is { } own ? own + "|" : "") + $"{Label}|{role}";
        return settings;

        void Add(string prefix, Func<string, bool> isWanted)
        {
            foreach (var (key, value) in Values.Originals)
            {
                if (key.StartsWith(prefix, StringComparison.Ordinal) && isWanted(key[prefix.Length..])) settings[key[prefix.Length..]] = value;
            }
        }
    }
}
