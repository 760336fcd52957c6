using Confluent.Kafka;
using Connect.Sdk.Errors;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Runtime.Kafka;

/// <summary>The committed offsets of consumer groups.</summary>
internal static class GroupOffsets
{
    /// <exception cref="ConnectException">Kafka does not tell them.</exception>
    public static async Task<IReadOnlyDictionary<TopicPartition, long>> ReadAsync(ClientConfig config, string group, CancellationToken cancellationToken)
    {
        using var admin = new AdminClientBuilder(config.Settings).SetLogHandler((_, _) => { }).Build();
        try
        {
            var groups = await admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, null)]).WaitAsync(cancellationToken).ConfigureAwait(false);
            return groups[0].Partitions.Where(p => p.Offset.Value >= 0).ToDictionary(p => new TopicPartition(p.Topic, p.Partition), p => p.Offset.Value);
        }
        catch (KafkaException e)
        {
            throw new ConnectException($"Failed to retrieve consumer group offsets for connector group {group}: {e.Error.Reason}", e);
        }
    }
}
