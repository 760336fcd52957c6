namespace Connect.Broker.Configuration.Keys;

/// <summary>Settings that a single group may have of its own.</summary>
internal static class ConsumerGroupKeys
{
    private static readonly string[] FromBroker =
    [
        "consumer.assignment.interval.ms", "consumer.heartbeat.interval.ms", "consumer.session.timeout.ms",
        "share.assignment.interval.ms", "share.delivery.count.limit", "share.heartbeat.interval.ms", "share.partition.max.record.locks",
        "share.record.lock.duration.ms", "share.session.timeout.ms",
        "streams.assignment.interval.ms", "streams.heartbeat.interval.ms", "streams.initial.rebalance.delay.ms", "streams.num.standby.replicas",
        "streams.session.timeout.ms",
    ];

    public static ConfigKey[] All() =>
    [
        .. FromBroker.Select(OfBroker),
        Own("share.auto.offset.reset", ConfigType.String, "latest", null),
        Own("share.isolation.level", ConfigType.String, "read_uncommitted", ConfigRule.OneOf("read_committed", "read_uncommitted")),
        Own("share.renew.acknowledge.enable", ConfigType.Boolean, "true", null),
    ];

    private static ConfigKey OfBroker(string name)
    {
        var broker = BrokerConfigs.Definition["group." + name];
        return broker with { Name = name, Traits = KeyTraits.Dynamic, Synonyms = [new ConfigSynonym(broker.Name)] };
    }

    private static ConfigKey Own(string name, ConfigType type, string value, ConfigRule? rule) => new(name, type, value, rule, KeyTraits.Dynamic);
}
