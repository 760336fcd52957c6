using Confluent.Kafka;
using Connect.Kafka.Consuming;
using Connect.Sdk.Errors;

namespace Connect.Connectors.Mirror.Checkpoints;

/// <summary>Reads the first partition of a topic to its end, and what is added then.</summary>
internal sealed class TopicFollower(Connect.Kafka.ClientConfig config, string topic) : IDisposable
{
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly BatchConsumer _consumer = new(config, 1000, builder => builder.SetErrorHandler((_, _) => { }));
    private readonly Confluent.Kafka.TopicPartition _partition = new(topic, 0);
    private bool _isAssigned;

    /// <summary>Takes a message; one that cannot be read is passed by.</summary>
    public delegate void Reader(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>Reads up to what is the end now.</summary>
    /// <exception cref="ConnectException">The topic cannot be read.</exception>
    public async Task ReadToEndAsync(Reader read, CancellationToken cancellationToken)
    {
        try
        {
            var end = await Task.Run(() => _consumer.Client.QueryWatermarkOffsets(_partition, MetadataTimeout).High.Value, cancellationToken).ConfigureAwait(false);
            if (!_isAssigned) _consumer.Client.Assign(new TopicPartitionOffset(_partition, Offset.Beginning));
            _isAssigned = true;
            while (end > 0 && !(_consumer.Client.Position(_partition).Value >= end))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Read(read, end) is { } last && last + 1 >= end) return;
                await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (KafkaException e)
        {
            throw new ConnectException($"The topic {topic} cannot be read: {e.Error.Reason}", e);
        }
    }

    /// <summary>Reads what is added, until it is cancelled.</summary>
    public async Task FollowAsync(Reader read, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Read(read, long.MaxValue);
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose() => _consumer.Dispose();

    private long? Read(Reader read, long end)
    {
        long? last = null;
        _consumer.Receive(0);
        try
        {
            for (var i = 0; i < _consumer.Count; i++)
            {
                ref readonly var message = ref _consumer[i];
                if (message.Error != 0) continue;
                last = message.Offset;
                read(BatchConsumer.KeyOf(message), BatchConsumer.ValueOf(message));
            }
        }
        finally
        {
            _consumer.Release();
        }

        return last;
    }
}
