using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Kafka.Native;
using Connect.Sdk.Connectors;
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
    public Task<Dictionary<TopicPartition, OffsetAndMetadata>> OffsetsAsync(string group, CancellationToken cancellationToken) =>
        Task.Run(() => GroupOffsets.Read(NativeHandle.Of(_client.Handle), group, cancellationToken), cancellationToken);

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
    public async Task AlterAsync(string group, IReadOnlyDictionary<TopicPartition, OffsetAndMetadata?> offsets, CancellationToken cancellationToken)
    {
        var set = offsets.Where(o => o.Value is not null).Select(o => KeyValuePair.Create(o.Key, o.Value!)).ToList();
        if (set.Count > 0)
            await Task.Run(() => GroupOffsets.Set(NativeHandle.Of(_client.Handle), group, set, cancellationToken), cancellationToken).ConfigureAwait(false);

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
    }

    private static KafkaException First(KafkaException whole, IEnumerable<Error> parts) => new(parts.FirstOrDefault(e => e.IsError) ?? whole.Error, whole);
}
