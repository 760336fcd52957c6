using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Kafka;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Connectors.Mirror.Checkpoints;

/// <summary>The consumer groups of a cluster.</summary>
internal sealed class GroupAdmin(Connect.Kafka.ClientConfig config) : IDisposable
{
    private readonly TopicAdmin _admin = new(config);

    public async Task<List<string>> ListAsync(CancellationToken cancellationToken)
    {
        var groups = await _admin.Client.ListConsumerGroupsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        return [.. groups.Valid.Select(g => g.GroupId)];
    }

    /// <summary>The committed offsets of a group, with their metadata.</summary>
    public async Task<Dictionary<TopicPartition, (long Offset, string Metadata)>> OffsetsAsync(string group, CancellationToken cancellationToken)
    {
        var listed = await _admin.Client.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, null)]).WaitAsync(cancellationToken).ConfigureAwait(false);
        return listed[0].Partitions.Where(p => p.Offset.Value >= 0).ToDictionary(p => new TopicPartition(p.Topic, p.Partition), p => (p.Offset.Value, ""));
    }

    /// <summary>Whether members of the group are there; a group that is not there has none.</summary>
    public async Task<bool> IsActiveAsync(string group, CancellationToken cancellationToken)
    {
        try
        {
            var described = await _admin.Client.DescribeConsumerGroupsAsync([group]).WaitAsync(cancellationToken).ConfigureAwait(false);
            return described.ConsumerGroupDescriptions[0].State is not (ConsumerGroupState.Empty or ConsumerGroupState.Dead or ConsumerGroupState.Unknown);
        }
        catch (DescribeConsumerGroupsException e) when (e.Results.ConsumerGroupDescriptions[0].Error.Code == ErrorCode.GroupIdNotFound)
        {
            return false;
        }
    }

    public Task SetAsync(string group, IEnumerable<(TopicPartition Partition, long Offset)> offsets, CancellationToken cancellationToken) =>
        _admin.Client.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets(
            group, [.. offsets.Select(o => new TopicPartitionOffset(o.Partition.Topic, o.Partition.Partition, o.Offset))])]).WaitAsync(cancellationToken);

    public void Dispose() => _admin.Dispose();
}
