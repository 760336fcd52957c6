using Connect.Sdk.Configuration;
using Connect.Sdk.Java;

namespace Connect.Connectors.Mirror.Filters;

/// <summary>Names or patterns; a list without any matches nothing.</summary>
internal sealed class NamePatterns(IReadOnlyList<string> patterns)
{
    private readonly JavaRegex? _pattern = patterns.Count == 0 ? null : new JavaRegex(string.Join('|', patterns));

    public bool Matches(string name) => _pattern?.Matches(name) == true;

    /// <summary>The patterns of a setting, or those that it has by default.</summary>
    public static NamePatterns Of(IReadOnlyDictionary<string, string?> config, ConfigDef definition, string setting)
    {
        var own = new ConfigDef().Define(definition.Keys[setting]);
        return new NamePatterns(new ParsedConfig(own, config).GetList(setting));
    }
}

/// <summary><c>topics</c> without <c>topics.exclude</c> (<c>org.apache.kafka.connect.mirror.DefaultTopicFilter</c>).</summary>
public sealed class DefaultTopicFilter : ITopicFilter
{
    private NamePatterns _included = new([]);
    private NamePatterns _excluded = new([]);

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config)
    {
        _included = NamePatterns.Of(config, MirrorDefinitions.Source, "topics");
        _excluded = NamePatterns.Of(config, MirrorDefinitions.Source, "topics.exclude");
    }

    /// <inheritdoc/>
    public bool ShouldReplicateTopic(string topic) => _included.Matches(topic) && !_excluded.Matches(topic);
}

/// <summary><c>groups</c> without <c>groups.exclude</c> (<c>org.apache.kafka.connect.mirror.DefaultGroupFilter</c>).</summary>
public sealed class DefaultGroupFilter : IGroupFilter
{
    private NamePatterns _included = new([]);
    private NamePatterns _excluded = new([]);

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config)
    {
        _included = NamePatterns.Of(config, MirrorDefinitions.Checkpoint, "groups");
        _excluded = NamePatterns.Of(config, MirrorDefinitions.Checkpoint, "groups.exclude");
    }

    /// <inheritdoc/>
    public bool ShouldReplicateGroup(string group) => _included.Matches(group) && !_excluded.Matches(group);
}

/// <summary>All but <c>config.properties.exclude</c> (<c>org.apache.kafka.connect.mirror.DefaultConfigPropertyFilter</c>).</summary>
public sealed class DefaultConfigPropertyFilter : IConfigPropertyFilter
{
    private NamePatterns _excluded = new([]);
    private bool _takesDefaultsOfSource;

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _excluded = NamePatterns.Of(config, MirrorDefinitions.Source, "config.properties.exclude");
        _takesDefaultsOfSource = config.GetValueOrDefault("use.defaults.from")?.Trim() == "source";
    }

    /// <inheritdoc/>
    public bool ShouldReplicateConfigProperty(string property) => !_excluded.Matches(property);

    /// <inheritdoc/>
    public bool ShouldReplicateSourceDefault(string property) => _takesDefaultsOfSource;
}
