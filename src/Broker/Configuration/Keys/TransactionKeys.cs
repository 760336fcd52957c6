using static Connect.Broker.Configuration.ConfigRule;
using static Connect.Broker.Configuration.Keys.KeyFactory;
using static Connect.Broker.Configuration.KeyTraits;

namespace Connect.Broker.Configuration.Keys;

/// <summary>Settings of transactions and producer ids.</summary>
internal static class TransactionKeys
{
    public static ConfigKey[] All() =>
    [
        Int("producer.id.expiration.check.interval.ms", "600000", AtLeast(1), Internal),
        Int("producer.id.expiration.ms", "86400000", AtLeast(1), Dynamic),
        Int("transaction.abort.timed.out.transaction.cleanup.interval.ms", "10000", AtLeast(1)),
        Int("transaction.max.timeout.ms", "900000", AtLeast(1)),
        Boolean("transaction.partition.verification.enable", "true", null, Dynamic),
        Int("transaction.remove.expired.transaction.cleanup.interval.ms", "3600000", AtLeast(1)),
        Int("transaction.state.log.load.buffer.size", "5242880", AtLeast(1)),
        Int("transaction.state.log.min.isr", "1", AtLeast(1)),
        // For the reason that offsets.topic.num.partitions has few.
        Int("transaction.state.log.num.partitions", "4", AtLeast(1)),
        Short("transaction.state.log.replication.factor", "1", AtLeast(1)),
        Int("transaction.state.log.segment.bytes", "104857600", AtLeast(1)),
        Boolean("transaction.two.phase.commit.enable", "false"),
        Int("transactional.id.expiration.ms", "604800000", AtLeast(1)),
    ];
}
