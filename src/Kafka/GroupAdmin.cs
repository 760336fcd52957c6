using Confluent.Kafka;
using Confluent.Kafka.Admin;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Kafka;

/// <summary>Consumer groups and their committed offsets: read, set, removed. Every method throws <see cref="KafkaException"/> if Kafka refuses it.</summary>
internal sealed class GroupAdmin(ClientConfig config) : IDisposable
{
    private readonly IAdminClient _client = AdminClients.Create(config);

    /// <summary>The names of all groups.</summary>
    public async Task<List<string>> ListAsync(CancellationToken cancellationToken)
    {
        var groups = await _client.ListConsumerGroupsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return [.. groups.Valid.Select(g => g.GroupId)];
    }

    /// <summary>The committed offsets of a group.</summary>
    public async Task<IReadOnlyDictionary<TopicPartition, long>> OffsetsAsync(string group, CancellationToken cancellationToken)
    {
        var groups = await _client.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, null)]).WaitAsync(cancellationToken).ConfigureAwait(false);
        return groups[0].Partitions.Where(p => p.Offset.Value >= 0).ToDictionary(p => new TopicPartition(p.Topic, p.Partition), p => p.Offset.Value);
    }

    /// <summary>Whether members of the group are there; a group that is not there has none.</summary>
    public async Task<bool> IsActiveAsync(string group, CancellationToken cancellationToken)
    {
        try
        {
            var described = await _client.DescribeConsumerGroupsAsync([group]).WaitAsync(cancellationToken).ConfigureAwait(false);
            return described.ConsumerGroupDescriptions[0].State is not (ConsumerGroupState.Empty or ConsumerGroupState.Dead or ConsumerGroupState.Unknown);
        }
        catch (DescribeConsumerGroupsException e) when (e.Results.ConsumerGroupDescriptions[0].Error.Code == ErrorCode.GroupIdNotFound)
        {
            return false;
        }
    }

    /// <summary>Sets some offsets and removes others.</summary>
    public async Task AlterAsync(string group, IReadOnlyDictionary<TopicPartition, long?> offsets, CancellationToken cancellationToken)
    {
        var set = offsets.Where(o => o.Value is not null)
            .Select(o => new TopicPartitionOffset(o.Key.Topic, o.Key.Partition, new Offset(o.Value!.Value))).ToList();
        if (set.Count > 0)
        {
            await ShowErrorsAsync(_client.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets(group, set)]).WaitAsync(cancellationToken)).ConfigureAwait(false);
        }

        var removed = offsets.Where(o => o.Value is null).Select(o => new Confluent.Kafka.TopicPartition(o.Key.Topic, o.Key.Partition)).ToList();
        if (removed.Count > 0)
        {
            await ShowErrorsAsync(_client.DeleteConsumerGroupOffsetsAsync(group, removed).WaitAsync(cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a group with all its offsets; one that is not there is as good.</summary>
    public async Task DeleteAsync(string group, CancellationToken cancellationToken)
    {
        try
        {
            await ShowErrorsAsync(_client.DeleteGroupsAsync([group]).WaitAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.GroupIdNotFound)
        {
            // There was none.
        }
    }

    public void Dispose() => _client.Dispose();

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
