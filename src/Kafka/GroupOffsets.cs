using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Sdk.Errors;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Kafka;

/// <summary>The committed offsets of consumer groups: read, set, removed.</summary>
internal static class GroupOffsets
{
    /// <exception cref="ConnectException">Kafka does not tell them.</exception>
    public static async Task<IReadOnlyDictionary<TopicPartition, long>> ReadAsync(ClientConfig config, string group, CancellationToken cancellationToken)
    {
        using var admin = Client(config);
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

    /// <summary>Sets some offsets and removes others.</summary>
    /// <exception cref="KafkaException">Kafka refuses it.</exception>
    public static async Task AlterAsync(ClientConfig config, string group, IReadOnlyDictionary<TopicPartition, long?> offsets, CancellationToken cancellationToken)
    {
        using var admin = Client(config);
        var set = offsets.Where(o => o.Value is not null)
            .Select(o => new TopicPartitionOffset(o.Key.Topic, o.Key.Partition, new Offset(o.Value!.Value))).ToList();
        if (set.Count > 0)
        {
            await ShowErrorsAsync(admin.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets(group, set)]).WaitAsync(cancellationToken)).ConfigureAwait(false);
        }

        var removed = offsets.Where(o => o.Value is null).Select(o => new Confluent.Kafka.TopicPartition(o.Key.Topic, o.Key.Partition)).ToList();
        if (removed.Count > 0)
        {
            await ShowErrorsAsync(admin.DeleteConsumerGroupOffsetsAsync(group, removed).WaitAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a group with all its offsets; one that is not there is as good.</summary>
    /// <exception cref="KafkaException">Kafka refuses it.</exception>
    public static async Task DeleteAsync(ClientConfig config, string group, CancellationToken cancellationToken)
    {
        using var admin = Client(config);
        try
        {
            await ShowErrorsAsync(admin.DeleteGroupsAsync([group]).WaitAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.GroupIdNotFound)
        {
            // There was none.
        }
    }

    private static IAdminClient Client(ClientConfig config) => new AdminClientBuilder(config.Settings).SetLogHandler((_, _) => { }).Build();

    /// <summary>An error of one part of the request counts as the error of the whole.</summary>
    private static async Task ShowErrorsAsync(Task call)
    {
        try
        {
            await call.ConfigureAwait(false);
        }
        catch (DeleteGroupsException e)
        {
            throw First(e, e.Results.Select(r => r.Error));
        }
        catch (DeleteConsumerGroupOffsetsException e)
        {
            throw First(e, e.Result.Partitions.Select(p => p.Error).Prepend(e.Result.Error));
        }
        catch (AlterConsumerGroupOffsetsException e)
        {
            throw First(e, e.Results.SelectMany(r => r.Partitions.Select(p => p.Error).Prepend(r.Error)));
        }
    }

    private static KafkaException First(KafkaException whole, IEnumerable<Error> parts) => new(parts.FirstOrDefault(e => e.IsError) ?? whole.Error, whole);
}
