using Connect.Broker.Log;

namespace Connect.Broker.Configuration;

/// <summary>The broker's settings, checked and typed. Immutable: a change while the broker runs makes a new one.</summary>
internal sealed record BrokerSettings
{
    public required int NodeId { get; init; }

    public required string? Rack { get; init; }

    public required ListenerSettings Listener { get; init; }

    public required NetworkSettings Network { get; init; }

    public required LogSettings Log { get; init; }

    /// <summary>What logs of topics without settings of their own are told.</summary>
    public required LogConfig TopicDefaults { get; init; }

    public required GroupSettings Groups { get; init; }

    public required TransactionSettings Transactions { get; init; }

    /// <summary>The settings as they were given, for those who describe them.</summary>
    public required BrokerValues Values { get; init; }

    /// <summary>The settings of a broker that nothing was told.</summary>
    public static BrokerSettings Default => Parse([]).Settings!;

    /// <summary>Checks and reads settings; where a key comes twice, the last one counts.</summary>
    public static ParsedSettings Parse(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var errors = new List<string>();
        var unknown = new List<string>();
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in pairs)
        {
            if (BrokerConfigs.Definition.TryGet(name, out _)) known[name] = value;
            else if (!BrokerConfigs.IsIgnored(name) && !unknown.Contains(name)) unknown.Add(name);
        }

        foreach (var (name, value) in known)
        {
            if (BrokerConfigs.Definition[name].Check(value, out _) is { } problem) errors.Add(problem);
        }

        MergeNodeId(known, errors);
        var settings = errors.Count == 0 ? Build(new BrokerValues(known), errors) : null;
        return new ParsedSettings(errors.Count == 0 ? settings : null, errors, unknown);
    }

    /// <summary>The same settings with others changed while running; the problem when they do not go together.</summary>
    public BrokerSettings? WithDynamic(
        IReadOnlyDictionary<string, string> forAll, IReadOnlyDictionary<string, string> forThis, out string? problem)
    {
        var errors = new List<string>();
        var settings = Build(new BrokerValues(Values.Static, forAll, forThis), errors);
        problem = errors.FirstOrDefault();
        return errors.Count == 0 ? settings : null;
    }

    private static BrokerSettings? Build(BrokerValues values, List<string> errors)
    {
        var listener = ListenerSettings.Build(values, errors);
        var network = NetworkSettings.Build(values, errors);
        var groups = GroupSettings.Build(values, errors);
        CheckRetention(values, errors);
        if (values.Long("log.cleaner.min.compaction.lag.ms") > values.Long("log.cleaner.max.compaction.lag.ms"))
            errors.Add("log.cleaner.min.compaction.lag.ms is larger than log.cleaner.max.compaction.lag.ms");
        if (errors.Count > 0 || listener is null) return null;
        return new BrokerSettings
        {
            NodeId = values.Int("node.id"),
            Rack = values.TextOrNull("broker.rack", out _),
            Listener = listener,
            Network = network,
            Log = LogSettings.Build(values),
            TopicDefaults = TopicConfigs.ToLogConfig(new Dictionary<string, string>(), values),
            Groups = groups,
            Transactions = TransactionSettings.Build(values),
            Values = values,
        };
    }

    /// <summary>broker.id is the old name of node.id.</summary>
    private static void MergeNodeId(Dictionary<string, string> known, List<string> errors)
    {
        var old = known.GetValueOrDefault("broker.id");
        var current = known.GetValueOrDefault("node.id");
        if (old is null || old.Trim() == "-1") return;
        if (current is null) known["node.id"] = old;
        else if (current.Trim() != old.Trim()) errors.Add($"node.id is {current} and broker.id is {old}: they must be the same");
        if (current is null && BrokerConfigs.Definition["node.id"].Check(old, out _) is { } problem) errors.Add(problem);
    }

    private static void CheckRetention(BrokerValues values, List<string> errors)
    {
        foreach (var synonym in TopicConfigs.Definition["retention.ms"].Synonyms)
        {
            if (values.TextOrNull(synonym.Name, out _) is not { } text) continue;
            if (long.TryParse(text, out var value) && (value == 0 || value < -1))
                errors.Add($"Invalid value {value} for configuration {synonym.Name}: Value must be -1 (for ever) or at least 1");
            return;
        }
    }
}

/// <summary>The settings, or one line for each that is wrong; and the keys that nobody knows.</summary>
internal sealed record ParsedSettings(BrokerSettings? Settings, IReadOnlyList<string> Errors, IReadOnlyList<string> UnknownKeys);
