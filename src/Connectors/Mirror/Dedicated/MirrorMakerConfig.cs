using Connect.Connectors.Mirror.Checkpoints;
using Connect.Connectors.Mirror.Heartbeats;
using Connect.Connectors.Mirror.Topics;
using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;

namespace Connect.Connectors.Mirror.Dedicated;

/// <summary>
/// The file of <c>connect-mirror-maker.sh</c>: clusters, and which is copied to which (<c>org.apache.kafka.connect.mirror.MirrorMakerConfig</c>). Where Kafka runs a
/// Connect cluster for each pair, one worker runs the connectors of all pairs here, each with the clients of its target.
/// </summary>
public sealed class MirrorMakerConfig
{
    private const string Converter = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private const string Package = "org.apache.kafka.connect.mirror.";

    private static readonly string[] OfWorker =
        ["offset.storage", "config.storage", "status.storage", "key.converter", "value.converter", "header.converter", "task", "worker", "config.providers", "listeners", "connect.", "exactly.once"];

    private static readonly string[] Clients = ["producer", "consumer", "admin"];

    private static readonly HashSet<string> Known =
        [.. MirrorDefinitions.Source.Keys.Keys, .. MirrorDefinitions.Checkpoint.Keys.Keys, .. MirrorDefinitions.Heartbeat.Keys.Keys];

    private readonly IReadOnlyDictionary<string, string?> _properties;
    private readonly IReadOnlyList<string> _clusters;

    /// <summary>The settings of a file.</summary>
    /// <param name="properties">What is set.</param>
    /// <param name="targets">Only flows to these clusters; none for all.</param>
    /// <exception cref="ConfigException">No clusters are named, or one of them has no address.</exception>
    public MirrorMakerConfig(IReadOnlyDictionary<string, string?> properties, IReadOnlyCollection<string> targets)
    {
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(targets);
        _properties = properties;
        _clusters = new ParsedConfig(new ConfigDef().Require("clusters", ConfigType.List, ConfigImportance.High, "The aliases of the clusters."), properties).GetList("clusters");
        Flows = [.. _clusters.SelectMany(_ => _clusters, (source, target) => new MirrorFlow(source, target))
            .Where(f => f.Source != f.Target && (targets.Count == 0 || targets.Contains(f.Target)) && (IsOn(f, "enabled", false) || IsOn(f, "emit.heartbeats.enabled", true)))];
        if (Flows.Count == 0) throw new ConfigException("No cluster is copied to another: set for example A->B.enabled = true");
        foreach (var cluster in Flows.SelectMany(f => (string[])[f.Source, f.Target]).Distinct())
        {
            if (!Cluster(cluster).ContainsKey("bootstrap.servers")) throw new ConfigException($"Missing required configuration \"{cluster}.bootstrap.servers\" which has no default value.");
        }
    }

    /// <summary>The pairs of clusters between which something runs. Heartbeats run in pairs that are not enabled, too.</summary>
    public IReadOnlyList<MirrorFlow> Flows { get; }

    /// <summary>The settings of the worker that runs the connectors.</summary>
    public Dictionary<string, string?> Worker()
    {
        var worker = _properties.Where(p => OfWorker.Any(k => p.Key.StartsWith(k, StringComparison.Ordinal))).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in Cluster(Flows[0].Target)) worker.TryAdd(key, value);
        worker.TryAdd("group.id", "mm2");
        worker.TryAdd("listeners", "http://127.0.0.1:0");
        foreach (var topic in (string[])["offset", "config", "status"])
            worker.TryAdd($"{topic}.storage.topic", $"mm2-{topic}{(topic == "status" ? "" : "s")}.internal");
        foreach (var key in (string[])["key.converter", "value.converter", "header.converter"]) worker.TryAdd(key, Converter);
        return worker;
    }

    /// <summary>The connectors of all flows.</summary>
    public IEnumerable<Dictionary<string, string?>> Connectors() => Flows.SelectMany(flow =>
    {
        var isEnabled = IsOn(flow, "enabled", false);
        var names = new List<string>();
        if (isEnabled) names.Add(nameof(MirrorSourceConnector));
        if (isEnabled && IsOn(flow, "emit.checkpoints.enabled", true) && IsOn(flow, "emit.offset-syncs.enabled", true)) names.Add(nameof(MirrorCheckpointConnector));
        if (IsOn(flow, "emit.heartbeats.enabled", true)) names.Add(nameof(MirrorHeartbeatConnector));
        return names.Select(name => Connector(flow, name));
    });

    private Dictionary<string, string?> Connector(MirrorFlow flow, string className)
    {
        var config = _properties.Where(p => Known.Contains(p.Key) && p.Key != "config.providers").ToDictionary(StringComparer.Ordinal);
        Add("source.", Cluster(flow.Source));
        Add("target.", Cluster(flow.Target));
        foreach (var (key, value) in OverridesOf(flow.Target)) config[key] = value;
        config["name"] = $"{flow.Source}->{flow.Target}.{className}";
        config["connector.class"] = Package + className;
        config["source.cluster.alias"] = flow.Source;
        config["target.cluster.alias"] = flow.Target;
        config.TryAdd("tasks.max", "1");
        foreach (var (key, value) in WithPrefix($"{flow}.")) config[key] = value;
        config.TryAdd("enabled", "false");
        return config;

        void Add(string side, Dictionary<string, string?> cluster)
        {
            foreach (var (key, value) in cluster)
                config[Clients.Any(c => key.StartsWith(c, StringComparison.Ordinal)) ? side + key : $"{side}cluster.{key}"] = value;
        }
    }

    /// <summary>The runtime's own clients for the connector write to the target, which need not be the worker's cluster.</summary>
    private IEnumerable<KeyValuePair<string, string?>> OverridesOf(string target) => Cluster(target)
        .Select(p => (p.Value, Client: Array.Find(Clients, c => p.Key.StartsWith(c + ".", StringComparison.Ordinal)), p.Key))
        .Where(p => p.Client is not null)
        .Select(p => KeyValuePair.Create($"{p.Client}.override.{p.Key[(p.Client!.Length + 1)..]}", p.Value));

    /// <summary>The settings of a cluster; what all clients share counts for each of them.</summary>
    private Dictionary<string, string?> Cluster(string cluster)
    {
        var settings = WithPrefix(cluster + ".").ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in _properties.Where(p => MirrorConfig.SharedByClients.Contains(p.Key))) settings.TryAdd(key, value);
        foreach (var key in settings.Keys.Where(MirrorConfig.SharedByClients.Contains).ToList())
        {
            foreach (var client in Clients) settings.TryAdd($"{client}.{key}", settings[key]);
        }

        return settings;
    }

    private IEnumerable<KeyValuePair<string, string?>> WithPrefix(string prefix) => _properties
        .Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(p => KeyValuePair.Create(p.Key[prefix.Length..], p.Value));

    private bool IsOn(MirrorFlow flow, string setting, bool missing)
    {
        // Flows are off unless they are enabled one by one.
        var text = _properties.GetValueOrDefault($"{flow}.{setting}") ?? (setting == "enabled" ? null : _properties.GetValueOrDefault(setting));
        return text is null ? missing : text.Trim().Equals("true", StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>What is copied from one cluster to another.</summary>
/// <param name="Source">The alias of the one.</param>
/// <param name="Target">The alias of the other.</param>
public readonly record struct MirrorFlow(string Source, string Target)
{
    /// <summary><c>source->target</c>.</summary>
    public override string ToString() => $"{Source}->{Target}";
}
