using Connect.Broker.Configuration.Keys;

namespace Connect.Broker.Configuration;

/// <summary>The broker's settings under Kafka's names.</summary>
internal static class BrokerConfigs
{
    // What belongs to parts that this broker does not have (encryption, authentication, tiered storage, plug-ins): accepted, not described.
    private static readonly string[] Ignored =
    [
        "ssl.", "sasl.", "security.", "delegation.token.", "principal.builder.", "remote.", "rsm.config.", "rlmm.config.", "listener.name.",
    ];

    public static ConfigDefinition Definition { get; } =
        new(NetworkKeys.All(), LogKeys.All(), GroupKeys.All(), TransactionKeys.All(), InertKeys.All());

    /// <summary>True for a key that Kafka knows and that means nothing here.</summary>
    public static bool IsIgnored(string name)
    {
        foreach (var prefix in Ignored)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
