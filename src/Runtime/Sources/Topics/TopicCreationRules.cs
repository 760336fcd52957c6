using Connect.Kafka;
using Connect.Sdk.Configuration;
using Connect.Sdk.Configuration.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Sources.Topics;

/// <summary>How a source connector wants topics created that it writes to: <c>topic.creation.*</c> (KIP-158).</summary>
internal sealed class TopicCreationRules
{
    private const string Prefix = "topic.creation.";
    private const string DefaultGroup = "default";
    private const string Include = "include";
    private const string Exclude = "exclude";
    private const string Replication = "replication.factor";
    private const string Partitions = "partitions";

    private static readonly IConfigValidator ReplicationRule = ConfigValidators.Of(
        "Positive number not larger than the number of brokers in the Kafka cluster, or -1 to use the broker's default",
        (name, value) => Check(name, value, (short)value! is -1 or > 0, "Replication factor must be positive and not larger than the number of brokers in the Kafka cluster"));

    private static readonly IConfigValidator PartitionsRule = ConfigValidators.Of(
        "Positive number, or -1 to use the broker's default", (name, value) => Check(name, value, (int)value! is -1 or > 0, "Number of partitions must be positive"));

    private static readonly IConfigValidator PatternsRule = ConfigValidators.Of("valid regular expressions", (name, value) =>
    {
        foreach (var pattern in (IReadOnlyList<string>)value!)
        {
            try
            {
                _ = new JavaRegex(pattern);
            }
            catch (ArgumentException e)
            {
                throw new ConfigException(name, value, $"Syntax error in regular expression: {e.Message}");
            }
        }
    });

    private readonly List<Group> _groups;

    private TopicCreationRules(List<Group> groups) => _groups = groups;

    /// <summary>The rules of a connector; null if it has none, which leaves the creation of topics to Kafka.</summary>
    /// <exception cref="ConfigException">A setting is missing or wrong.</exception>
    public static TopicCreationRules? Of(IReadOnlyDictionary<string, string?> config)
    {
        var plain = new ParsedConfig(SourceConnectorSettings.Definition(), config);
        if (!config.Keys.Any(k => k.StartsWith(Prefix, StringComparison.Ordinal))) return null;
        var withDefault = new ConfigDef(SourceConnectorSettings.Definition());
        withDefault.Embed(Prefix + DefaultGroup + ".", "Topic Creation: default", 0, Definition(ConfigDef.NoDefault, ConfigDef.NoDefault, ".*"));
        var defaults = new ParsedConfig(withDefault, config);
        var (replication, partitions) = (defaults.GetShort(Key(DefaultGroup, Replication)), defaults.GetInt(Key(DefaultGroup, Partitions)));
        var names = plain.GetList("topic.creation.groups").Where(n => n != DefaultGroup).Distinct(StringComparer.Ordinal).ToList();
        var enriched = new ConfigDef(withDefault);
        foreach (var name in names) enriched.Embed(Key(name, ""), $"Topic Creation: {name}", 0, Definition(replication, partitions, ""));

        // The default group is for all topics, whatever it is told.
        var effective = config.Where(p => p.Key != Key(DefaultGroup, Include) && p.Key != Key(DefaultGroup, Exclude)).ToDictionary(StringComparer.Ordinal);
        var parsed = new ParsedConfig(enriched, effective);
        return new TopicCreationRules([.. names.Append(DefaultGroup).Select(name => new Group(
            name, Pattern(parsed, name, Include), Pattern(parsed, name, Exclude), parsed.GetInt(Key(name, Partitions)), parsed.GetShort(Key(name, Replication)),
            Others(effective, name)))]);
    }

    /// <summary>The topic to create, by the first group that it belongs to.</summary>
    public (string Group, TopicToCreate Topic) For(string topic)
    {
        var group = _groups.First(g => g.Matches(topic));
        return (group.Name, new TopicToCreate(topic, group.Partitions, group.Replication, group.Configs));
    }

    private static ConfigDef Definition(object replication, object partitions, string include) => new ConfigDef()
        .Define(Setting(1, Include, ConfigType.List, "Names or patterns of the topics of the group.", include, PatternsRule))
        .Define(Setting(2, Exclude, ConfigType.List, "Names or patterns of topics that are not of the group after all.", "", PatternsRule))
        .Define(Setting(3, Replication, ConfigType.Short, "The replication factor of new topics.", replication, ReplicationRule))
        .Define(Setting(4, Partitions, ConfigType.Int, "The number of partitions of new topics.", partitions, PartitionsRule));

    private static ConfigKey Setting(int order, string name, ConfigType type, string documentation, object missing, IConfigValidator validator) =>
        new(name, type, ConfigImportance.Low, documentation) { Default = missing, Validator = validator, Group = "Topic Creation", OrderInGroup = order };

    private static string Key(string group, string setting) => $"{Prefix}{group}.{setting}";

    private static JavaRegex Pattern(ParsedConfig config, string group, string setting) => new(string.Join('|', config.GetList(Key(group, setting))));

    private static Dictionary<string, string> Others(Dictionary<string, string?> config, string group) => config
        .Where(p => p.Key.StartsWith(Key(group, ""), StringComparison.Ordinal) && p.Value is not null)
        .Select(p => (Name: p.Key[Key(group, "").Length..], Value: p.Value!))
        .Where(p => p.Name is not (Include or Exclude or Replication or Partitions))
        .ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);

    private static void Check(string name, object? value, bool isValid, string rule)
    {
        if (!isValid) throw new ConfigException(name, value, $"{rule}, or -1 to use the broker's default");
    }

    private sealed record Group(
        string Name, JavaRegex Included, JavaRegex Excluded, int Partitions, short Replication, IReadOnlyDictionary<string, string> Configs)
    {
        public bool Matches(string topic) => !Excluded.Matches(topic) && Included.Matches(topic);
    }
}
