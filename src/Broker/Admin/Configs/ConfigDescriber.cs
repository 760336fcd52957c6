using Connect.Broker.Configuration;
using Connect.Broker.Topics;

namespace Connect.Broker.Admin.Configs;

/// <summary>Tells settings as DescribeConfigs does: values, sources and synonyms.</summary>
internal sealed class ConfigDescriber(TopicRegistry topics, BrokerFacts facts)
{
    private static readonly Dictionary<string, IReadOnlyList<ConfigSynonym>> Families = FindFamilies();

    public IEnumerable<DescribedConfig> Topic(IReadOnlyDictionary<string, string> overrides) => TopicConfigs.Definition.Keys
        .Where(k => !k.IsInternal || overrides.ContainsKey(k.Name))
        .Select(k => WithOverride(k, overrides, ConfigSource.TopicConfig));

    /// <summary>As CreateTopics answers: a topic's own values as they were sent, and the sources of the values in force.</summary>
    public IEnumerable<DescribedConfig> NewTopic(IReadOnlyDictionary<string, string> overrides)
    {
        var values = topics.Settings.Values;
        foreach (var key in TopicConfigs.Definition.Keys)
        {
            if (overrides.TryGetValue(key.Name, out var own)) yield return new(key, own, ConfigSource.TopicConfig, false, []);
            else if (!key.IsInternal) yield return new(key, values.FirstOf(key.Synonyms, out var source) ?? key.Default, source, false, []);
        }
    }

    public IEnumerable<DescribedConfig> Group(IReadOnlyDictionary<string, string> overrides) =>
        GroupConfigs.Definition.Keys.Select(k => WithOverride(k, overrides, ConfigSource.GroupConfig) is var described && k.Synonyms.Count == 0
            ? described with { Synonyms = [.. described.Synonyms, new(k.Name, k.Default!, ConfigSource.DefaultConfig)] }
            : described);

    public IEnumerable<DescribedConfig> ClientMetrics(IReadOnlyDictionary<string, string> overrides) =>
        ClientMetricsConfigs.Definition.Keys.Select(k => WithOverride(k, overrides, ConfigSource.ClientMetricsConfig));

    /// <summary>All settings of this broker.</summary>
    public IEnumerable<DescribedConfig> Broker()
    {
        var values = topics.Settings.Values;
        foreach (var key in BrokerConfigs.Definition.Keys)
        {
            var text = values.TextOrNull(key.Name, out var source);
            if (key.IsInternal && source == ConfigSource.DefaultConfig) continue;
            var synonyms = OfBroker(key.Name, values);
            yield return facts.Fixed(key.Name) is { } known && source == ConfigSource.DefaultConfig
                ? new(key, known, ConfigSource.StaticBrokerConfig, true, [new(key.Name, known, ConfigSource.StaticBrokerConfig), .. synonyms])
                : new(key, Shown(key, text), synonyms.Count > 0 ? synonyms[0].Source : ConfigSource.DefaultConfig, !key.IsDynamic, synonyms);
        }
    }

    /// <summary>The settings that were changed for all brokers.</summary>
    public static IEnumerable<DescribedConfig> AllBrokers(IReadOnlyDictionary<string, string> changed)
    {
        foreach (var (name, text) in changed)
        {
            if (BrokerConfigs.Definition.TryGet(name, out var key))
                yield return new(key, text, ConfigSource.DynamicDefaultBrokerConfig, false, [new(name, text, ConfigSource.DynamicDefaultBrokerConfig)]);
        }
    }

    private DescribedConfig WithOverride(ConfigKey key, IReadOnlyDictionary<string, string> overrides, ConfigSource ownSource)
    {
        var values = topics.Settings.Values;
        var synonyms = key.Synonyms.Count > 0 ? OfBroker(key.Synonyms[0].Name, values) : [];
        var text = values.FirstOf(key.Synonyms, out _) ?? key.Default;
        if (overrides.TryGetValue(key.Name, out var own))
        {
            synonyms = [new(key.Name, own, ownSource), .. synonyms];
            text = own;
        }

        return new(key, Shown(key, text), synonyms.Count > 0 ? synonyms[0].Source : ConfigSource.DefaultConfig, false, synonyms);
    }

    /// <summary>
    /// What gives a setting of the broker its value, the strongest first. As with Kafka, those in other units only show behind a value of the
    /// setting itself: log.retention.ms that comes from log.retention.hours alone is told as a default.
    /// </summary>
    private static List<DescribedSynonym> OfBroker(string name, BrokerValues values)
    {
        var family = Families.GetValueOrDefault(name) ?? [new ConfigSynonym(name)];
        var found = new List<DescribedSynonym>();
        Add(found, family, values.DynamicForThis, ConfigSource.DynamicBrokerConfig);
        Add(found, family, values.DynamicForAll, ConfigSource.DynamicDefaultBrokerConfig);
        Add(found, family, values.Static, ConfigSource.StaticBrokerConfig);
        foreach (var synonym in family)
        {
            if (BrokerConfigs.Definition[synonym.Name].Default is { } text) found.Add(new(synonym.Name, text, ConfigSource.DefaultConfig));
        }

        var own = found.FindIndex(s => s.Name == name);
        return own < 0 ? [] : found[own..];
    }

    private static void Add(
        List<DescribedSynonym> found, IReadOnlyList<ConfigSynonym> family, IReadOnlyDictionary<string, string> values, ConfigSource source)
    {
        foreach (var synonym in family)
        {
            if (values.TryGetValue(synonym.Name, out var text)) found.Add(new(synonym.Name, text, source));
        }
    }

    private static string? Shown(ConfigKey key, string? text) =>
        text is null || key.IsSensitive ? null : ConfigValue.TryParse(key.Type, text, out var value, out _) ? value.Text : text;

    private static Dictionary<string, IReadOnlyList<ConfigSynonym>> FindFamilies()
    {
        var families = new Dictionary<string, IReadOnlyList<ConfigSynonym>>(StringComparer.Ordinal);
        foreach (var key in TopicConfigs.Definition.Keys.Where(k => k.Synonyms.Count > 1))
        {
            foreach (var synonym in key.Synonyms) families[synonym.Name] = key.Synonyms;
        }

        return families;
    }
}
