using System.Globalization;
using Connect.Broker.Configuration;

namespace Connect.Broker.Topics;

/// <summary>What the coordinators' topics are created with; as with Kafka, the admin client shows it and may change it.</summary>
internal static class InternalTopics
{
    public static (int Partitions, IReadOnlyDictionary<string, string> Overrides) Describe(string name, BrokerSettings settings) => name switch
    {
        TopicNames.ConsumerOffsets => (settings.Groups.OffsetsTopicPartitions, Overrides("producer", settings.Groups.OffsetsTopicSegmentBytes)),
        TopicNames.TransactionState => (settings.Transactions.StateLogPartitions, Overrides("uncompressed", settings.Transactions.StateLogSegmentBytes)),
        _ => throw new ArgumentException($"{name} is not an internal topic", nameof(name)),
    };

    private static Dictionary<string, string> Overrides(string compression, int segmentBytes) => new(StringComparer.Ordinal)
    {
        ["cleanup.policy"] = "compact",
        ["compression.type"] = compression,
        ["segment.bytes"] = segmentBytes.ToString(CultureInfo.InvariantCulture),
    };
}
