using Confluent.Kafka;
using Connect.Kafka.Consuming;
using Connect.Sdk.Connectors;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Runtime.Sinks;

/// <summary>
/// Opens partitions that a task gets and closes those that it loses, in Connect's order: the offsets are committed, then the task closes. Called by librdkafka
/// through its client, which exceptions must not cross: they are kept for the pump.
/// </summary>
internal sealed class SinkRebalances(SinkTask task, SinkPartitions partitions, SinkCommits commits, BatchConsumer consumer, string reset)
{
    private static readonly TimeSpan QueryTimeout = TimeSpan.FromSeconds(10);

    private Exception? _failure;
    private List<Confluent.Kafka.TopicPartition>? _pauseNext;

    public void ThrowIfFailed()
    {
        if (_failure is { } failure) throw new Sdk.Errors.ConnectException("A rebalance of the task's partitions failed", failure);
    }

    /// <summary>Where to start reading each of the new partitions.</summary>
    public IEnumerable<TopicPartitionOffset> Assign(List<Confluent.Kafka.TopicPartition> assigned, bool paused)
    {
        consumer.ForgetTopics();
        var positions = new List<TopicPartitionOffset>();
        try
        {
            positions = Positions(assigned);
            partitions.Add(positions.Select(p => (Ours(p.TopicPartition), p.Offset.IsSpecial ? (long?)null : p.Offset.Value)));
            var opened = assigned.Select(Ours).ToList();
            if (opened.Count > 0) task.OpenAsync(opened, CancellationToken.None).Wait();
            _pauseNext = paused ? assigned : null;
        }
        catch (Exception e)
        {
            _failure ??= e;
        }

        return positions.Count == assigned.Count ? positions : assigned.Select(p => new TopicPartitionOffset(p, Offset.Unset));
    }

    public void Revoke(List<TopicPartitionOffset> revoked, bool isLost)
    {
        consumer.ForgetTopics();
        try
        {
            Close([.. revoked.Select(p => Ours(p.TopicPartition)).Where(partitions.Assigned.Contains)], commit: !isLost, CancellationToken.None);
        }
        catch (Exception e)
        {
            _failure ??= e;
        }
    }

    /// <summary>The task ends.</summary>
    public void CloseAll(CancellationToken cancellationToken) => Close([.. partitions.Assigned], commit: !cancellationToken.IsCancellationRequested, cancellationToken);

    /// <summary>Pauses partitions that came while all were to be paused, which can be done only once they are assigned.</summary>
    public void PauseAssigned()
    {
        if (_pauseNext is not { } next) return;
        _pauseNext = null;
        consumer.Client.Pause(next.Where(p => partitions.Assigned.Contains(Ours(p))).ToList());
    }

    private static TopicPartition Ours(Confluent.Kafka.TopicPartition partition) => new(partition.Topic, partition.Partition);

    private void Close(List<TopicPartition> closing, bool commit, CancellationToken cancellationToken)
    {
        if (closing.Count == 0) return;
        if (commit) commits.CommitAndWait(closing, cancellationToken);
        task.CloseAsync(closing, cancellationToken).Wait();
        partitions.Remove(closing);
    }

    /// <summary>The committed offsets; where there is none, what <c>auto.offset.reset</c> says, so that it is known and can be committed.</summary>
    private List<TopicPartitionOffset> Positions(List<Confluent.Kafka.TopicPartition> assigned)
    {
        if (assigned.Count == 0) return [];
        var committed = consumer.Client.Committed(assigned, QueryTimeout);
        return [.. committed.Select(p => new TopicPartitionOffset(p.TopicPartition, p.Offset.IsSpecial ? ResetOffset(p.TopicPartition) : p.Offset))];
    }

    private Offset ResetOffset(Confluent.Kafka.TopicPartition partition)
    {
        if (reset == "error") throw new Sdk.Errors.ConnectException($"There is no committed offset for {Ours(partition)}, and auto.offset.reset is none");
        try
        {
            var watermarks = consumer.Client.QueryWatermarkOffsets(partition, QueryTimeout);
            return reset is "latest" or "end" or "largest" ? watermarks.High : watermarks.Low;
        }
        catch (KafkaException)
        {
            // librdkafka finds out by itself when it reads.
            return Offset.Unset;
        }
    }
}
