using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Connect.Kafka.Consuming;

/// <summary>
/// Reads all of a topic, and what was added since with each further call (<c>org.apache.kafka.connect.util.KafkaBasedLog</c>). With <c>read_committed</c> it
/// waits for transactions that are open at the end, so that nothing is missed that is about to be committed.
/// </summary>
internal sealed class TopicReader : IDisposable
{
    private const int UnknownTopic = 3;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(100);
    // default.api.timeout.ms of the Java client, by default.
    private static readonly TimeSpan EndsTimeout = TimeSpan.FromSeconds(60);

    private readonly string _topic;
    private readonly bool _follows;
    private readonly BatchConsumer _consumer;
    private readonly IAdminClient _admin;
    private readonly Dictionary<int, long> _positions = [];

    /// <exception cref="Connect.Sdk.Errors.ConfigException">A setting is wrong.</exception>
    /// <param name="config">The settings of the consumer.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="follows">Whether <see cref="ReadNew"/> is called; else nothing is fetched between reads.</param>
    public TopicReader(ClientConfig config, string topic, bool follows = false)
    {
        _topic = topic;
        _follows = follows;
        // A look at a topic must not create it; the ends of partitions are told, since the last records may be markers of transactions, which nobody sees.
        var settings = config.Settings.Where(s => s.Key != "group.protocol").Concat(
            [
                new("allow.auto.create.topics", "false"), new("enable.partition.eof", "true"), new("auto.offset.reset", "earliest"),
                // The end of a partition is told by a fetch that finds nothing: a long one would hold up every read.
                new("fetch.wait.max.ms", follows ? "100" : "10"),
            ]);
        _consumer = new BatchConsumer(new ClientConfig(settings), 2000, builder => builder.SetErrorHandler((_, _) => { }));
        _admin = new DependentAdminClientBuilder(_consumer.Client.Handle).Build();
    }

    /// <summary>Takes a message; a null value is a tombstone.</summary>
    public delegate void Reader(byte[]? key, byte[]? value);

    /// <summary>Reads up to what is the end now.</summary>
    /// <exception cref="KafkaClientException">The topic is not there, or cannot be read.</exception>
    public async Task ReadToEndAsync(Reader read, CancellationToken cancellationToken)
    {
        var ends = await EndsAsync(cancellationToken).ConfigureAwait(false);
        if (ends.All(e => _positions.TryGetValue(e.Key, out var position) && position >= e.Value)) return;
        try
        {
            if (!_follows || ends.Keys.Any(p => !_positions.ContainsKey(p)))
            {
                foreach (var partition in ends.Keys) _positions.TryAdd(partition, 0);
                _consumer.Client.Assign(_positions.Select(p => new TopicPartitionOffset(_topic, p.Key, p.Value)));
            }

            while (ends.Any(e => _positions[e.Key] < e.Value))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Take(read) == 0) await Task.Delay(TimeSpan.FromMilliseconds(2), cancellationToken).ConfigureAwait(false);
            }

            if (!_follows) _consumer.Client.Unassign();
        }
        catch (KafkaException e)
        {
            throw KafkaError.Of((int)e.Error.Code, _topic, e.Error.Reason);
        }
    }

    /// <summary>Reads what was added since; does not wait.</summary>
    public void ReadNew(Reader read) => Take(read);

    public void Dispose()
    {
        _admin.Dispose();
        _consumer.Dispose();
    }

    /// <summary>The ends of all partitions; asks again while Kafka is away for a moment.</summary>
    private async Task<Dictionary<int, long>> EndsAsync(CancellationToken cancellationToken)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ;)
        {
            try
            {
                return await AskForEndsAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (KafkaClientException e) when (e.Code != UnknownTopic && KafkaError.IsRetriable(e.Code) && TimeProvider.System.GetElapsedTime(started) < EndsTimeout)
            {
                await Task.Delay(RetryPause, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<Dictionary<int, long>> AskForEndsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var metadata = await Task.Run(() => _admin.GetMetadata(_topic, RequestTimeout), cancellationToken).ConfigureAwait(false);
            var topic = metadata.Topics.Find(t => t.Topic == _topic);
            if (topic is null || topic.Error.IsError) throw KafkaError.Of(topic is null ? UnknownTopic : (int)topic.Error.Code, _topic);
            var wanted = topic.Partitions.Select(p => new TopicPartitionOffsetSpec
            {
                TopicPartition = new TopicPartition(_topic, p.PartitionId),
                OffsetSpec = OffsetSpec.Latest(),
            });
            var listed = await _admin.ListOffsetsAsync(wanted, new ListOffsetsOptions { IsolationLevel = IsolationLevel.ReadUncommitted, RequestTimeout = RequestTimeout })
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            var ends = listed.ResultInfos.ConvertAll(r => r.TopicPartitionOffsetError);
            // If the connection is lost meanwhile, librdkafka tells neither an end nor an error. That must not pass for an empty topic.
            if (ends.Count == 0 || ends.Exists(e => e.Offset.Value < 0)) throw KafkaError.Of((int)ErrorCode.Local_Transport, _topic);
            return ends.ToDictionary(e => e.Partition.Value, e => e.Offset.Value);
        }
        catch (KafkaException e)
        {
            throw KafkaError.Of((int)e.Error.Code, _topic, e.Error.Reason);
        }
    }

    private int Take(Reader read)
    {
        _consumer.Receive(0);
        var count = _consumer.Count;
        try
        {
            for (var i = 0; i < count; i++)
            {
                ref readonly var message = ref _consumer[i];
                if (message.Error == (int)ErrorCode.Local_PartitionEOF)
                {
                    _positions[message.Partition] = Math.Max(_positions[message.Partition], message.Offset);
                    continue;
                }

                if (message.Error != 0) continue;
                read(BatchConsumer.KeyOf(message), BatchConsumer.ValueOf(message));
                _positions[message.Partition] = message.Offset + 1;
            }
        }
        finally
        {
            _consumer.Release();
        }

        return count;
    }
}
