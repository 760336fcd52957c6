using Connect.Broker.Configuration.Keys;

namespace Connect.Broker.Configuration;

/// <summary>A group's own settings, and what they may be.</summary>
internal static class GroupConfigs
{
    private static readonly Lazy<ConfigDefinition> Lazily = new(() => new ConfigDefinition(ConsumerGroupKeys.All()));

    public static ConfigDefinition Definition => Lazily.Value;

    /// <summary>The first problem in Kafka's words; null when the settings are right.</summary>
    public static string? Check(IReadOnlyDictionary<string, string> overrides, BrokerValues broker)
    {
        foreach (var (name, _) in overrides)
        {
            if (!Definition.TryGet(name, out _)) return $"Unknown group config name: {name}";
        }

        foreach (var (name, text) in overrides)
        {
            if (Definition[name].Check(text, out var value) is { } problem) return problem;
            if (OutOfBounds(name, value.Number, broker) is { } bound) return bound;
        }

        return null;
    }

    /// <summary>The broker bounds what a group may choose: group.consumer.min.session.timeout.ms and the like.</summary>
    private static string? OutOfBounds(string name, long value, BrokerValues broker)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var least = $"group.{name[..dot]}.min{name[dot..]}";
        var most = $"group.{name[..dot]}.max{name[dot..]}";
        if (BrokerConfigs.Definition.TryGet(least, out _) && value < broker.Long(least)) return $"{name} must be greater than or equal to {least}";
        return BrokerConfigs.Definition.TryGet(most, out _) && value > broker.Long(most) ? $"{name} must be less than or equal to {most}" : null;
    }
}
