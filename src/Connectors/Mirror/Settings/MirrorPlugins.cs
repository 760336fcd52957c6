using Connect.Connectors.Mirror.Filters;
using Connect.Connectors.Mirror.Policies;
using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;

namespace Connect.Connectors.Mirror;

/// <summary>The policies and filters that settings name.</summary>
internal static class MirrorPlugins
{
    private const string Package = "org.apache.kafka.connect.mirror.";

    private static readonly Dictionary<string, Type> BuiltIn = new(StringComparer.Ordinal)
    {
        [Package + "DefaultReplicationPolicy"] = typeof(DefaultReplicationPolicy),
        [Package + "IdentityReplicationPolicy"] = typeof(IdentityReplicationPolicy),
        [Package + "DefaultTopicFilter"] = typeof(DefaultTopicFilter),
        [Package + "DefaultGroupFilter"] = typeof(DefaultGroupFilter),
        [Package + "DefaultConfigPropertyFilter"] = typeof(DefaultConfigPropertyFilter),
    };

    public static IReplicationPolicy Policy(ParsedConfig config)
    {
        var policy = Create<IReplicationPolicy>(config, "replication.policy.class");
        // The separator counts as set, as it does in Kafka, where policies see the parsed configuration.
        var settings = config.Originals.ToDictionary(StringComparer.Ordinal);
        settings.TryAdd("replication.policy.separator", ".");
        policy.Configure(settings);
        return policy;
    }

    public static ITopicFilter TopicFilter(ParsedConfig config)
    {
        var filter = Create<ITopicFilter>(config, "topic.filter.class");
        filter.Configure(config.Originals);
        return filter;
    }

    public static IGroupFilter GroupFilter(ParsedConfig config)
    {
        var filter = Create<IGroupFilter>(config, "group.filter.class");
        filter.Configure(config.Originals);
        return filter;
    }

    public static IConfigPropertyFilter PropertyFilter(ParsedConfig config)
    {
        var filter = Create<IConfigPropertyFilter>(config, "config.property.filter.class");
        filter.Configure(config.Originals);
        return filter;
    }

    /// <exception cref="ConfigException">There is no such class.</exception>
    private static T Create<T>(ParsedConfig config, string setting)
        where T : class
    {
        var name = config.GetClass(setting)!.Name;
        return BuiltIn.TryGetValue(name, out var type) && Activator.CreateInstance(type) is T created
            ? created
            : throw new ConfigException(setting, name, $"Class {name} could not be found, or is no {typeof(T).Name[1..]}.");
    }
}
