using static Connect.Broker.Configuration.ConfigRule;
using static Connect.Broker.Configuration.Keys.KeyFactory;
using static Connect.Broker.Configuration.KeyTraits;

namespace Connect.Broker.Configuration.Keys;

/// <summary>Settings of consumer groups and their offsets.</summary>
internal static class GroupKeys
{
    public static ConfigKey[] All() =>
    [
        Int("group.consumer.assignment.interval.ms", "1000", AtLeast(0), Dynamic),
        List("group.consumer.assignors", "uniform,range"),
        Int("group.consumer.heartbeat.interval.ms", "5000", AtLeast(1)),
        Int("group.consumer.max.assignment.interval.ms", "15000", AtLeast(0)),
        Int("group.consumer.max.heartbeat.interval.ms", "15000", AtLeast(1)),
        Int("group.consumer.max.session.timeout.ms", "60000", AtLeast(1)),
        Int("group.consumer.max.size", "2147483647", AtLeast(1)),
        String("group.consumer.migration.policy", "bidirectional", OneOfAnyCase("DISABLED", "DOWNGRADE", "UPGRADE", "BIDIRECTIONAL")),
        Int("group.consumer.min.assignment.interval.ms", "0", AtLeast(0)),
        Int("group.consumer.min.heartbeat.interval.ms", "5000", AtLeast(1)),
        Int("group.consumer.min.session.timeout.ms", "45000", AtLeast(1)),
        Int("group.consumer.regex.refresh.interval.ms", "600000", AtLeast(10000), Internal),
        Int("group.consumer.session.timeout.ms", "45000", AtLeast(1)),
        Int("group.coordinator.append.linger.ms", "-1", AtLeast(-1)),
        Int("group.coordinator.background.threads", "2", AtLeast(1)),
        Int("group.coordinator.cached.buffer.max.bytes", "1048588", AtLeast(524288), Dynamic),
        List("group.coordinator.rebalance.protocols", "classic,consumer,streams", ItemsOf("consumer", "classic", "share", "streams")),
        Int("group.coordinator.threads", "4", AtLeast(1)),
        // Kafka's 3000 spares a large group some rebalances at its start; on a laptop it is three seconds of waiting at every start.
        Int("group.initial.rebalance.delay.ms", "0"),
        Int("group.max.session.timeout.ms", "1800000"),
        Int("group.max.size", "2147483647", AtLeast(1)),
        Int("group.min.session.timeout.ms", "6000"),
        Int("offset.metadata.max.bytes", "4096"),
        Int("offsets.commit.timeout.ms", "5000", AtLeast(1)),
        Int("offsets.load.buffer.size", "5242880", AtLeast(1)),
        Long("offsets.retention.check.interval.ms", "600000", AtLeast(1)),
        Int("offsets.retention.minutes", "10080", AtLeast(1)),
        Int("offsets.topic.compression.codec", "0"),
        // Kafka's 50 spread coordinators over brokers. Here partitions only let groups commit side by side: as many as a laptop has cores.
        Int("offsets.topic.num.partitions", "4", AtLeast(1)),
        Short("offsets.topic.replication.factor", "1", AtLeast(1)),
        Int("offsets.topic.segment.bytes", "104857600", AtLeast(1)),
    ];
}
