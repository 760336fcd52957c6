using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Confluent.Kafka;
using Connect.Kafka;
using Connect.Kafka.Consuming;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Headers;
using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;
using TopicPartition = Connect.Sdk.Connectors.TopicPartition;

namespace Connect.Connectors.Mirror.Topics;

/// <summary>Copies the records of some partitions, as bytes (<c>org.apache.kafka.connect.mirror.MirrorSourceTask</c>).</summary>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync is called in any case and releases it.")]
public sealed partial class MirrorSourceTask : SourceTask
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(64);

    private readonly Dictionary<TopicPartition, (string Remote, ConnectMap SourcePartition)> _partitions = [];
    private readonly SemaphoreSlim _consumerAccess = new(1, 1);
    private MirrorConfig? _config;
    private BatchConsumer? _consumer;
    private OffsetSyncWriter? _syncs;
    private TimeSpan _wait = ShortestWait;
    private volatile bool _stopping;

    /// <inheritdoc/>
    public override string Version => MirrorDefinitions.Version;

    /// <inheritdoc/>
    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        _config = new MirrorConfig(MirrorDefinitions.Source, config);
        var assigned = (config.GetValueOrDefault(MirrorSourceConnector.AssignedPartitions) ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).ToList();
        foreach (var partition in assigned)
            _partitions[partition] = (_config.Policy.FormatRemoteTopic(_config.Source, partition.Topic), MirrorOffsets.Partition(_config.Source, partition));
        var stored = await Context.OffsetReader.OffsetsAsync([.. assigned.Select(p => _partitions[p].SourcePartition)], cancellationToken).ConfigureAwait(false);
        var uncommitted = stored.Count(o => MirrorOffsets.Read(o) is null);
        LogStarting(Context.Logger, _config.Label, uncommitted, assigned.Count);
        var consumer = _config.Consumer(atSource: true, "replication-consumer");
        var reset = consumer["auto.offset.reset"] is "latest" or "end" or "largest" ? Offset.End : Offset.Beginning;
        _consumer = new BatchConsumer(consumer, 2000, builder => builder.SetErrorHandler((_, error) => LogConsumer(Context.Logger, _config.Label, error.Reason)));
        _consumer.Client.Assign(assigned.Zip(stored, (p, o) => new TopicPartitionOffset(p.Topic, p.Partition, MirrorOffsets.Read(o) is { } last ? last + 1 : reset)));
        if (_config.EmitsOffsetSyncs) _syncs = new OffsetSyncWriter(_config, Context.Logger);
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await _consumerAccess.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_stopping) return null;
            _consumer!.Receive(0);
            var records = Take(_consumer);
            if (records.Count > 0)
            {
                _wait = ShortestWait;
                return records;
            }
        }
        finally
        {
            _consumerAccess.Release();
        }

        // librdkafka fetches by itself: a look costs little, and no thread waits in between.
        await Task.Delay(_wait, cancellationToken).ConfigureAwait(false);
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
        return null;
    }

    /// <inheritdoc/>
    public override ValueTask CommitRecordAsync(SourceRecord record, RecordMetadata? metadata, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_stopping || metadata is not { Offset: >= 0 } written || _syncs is null) return ValueTask.CompletedTask;
        var from = (ConnectMap)record.SourcePartition!;
        _syncs.Add(new TopicPartition((string)from["topic"]!, (int)from["partition"]!), (long)((ConnectMap)record.SourceOffset!)["offset"]!, written.Offset);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        _syncs?.SendDelayed();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        await _consumerAccess.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _consumer?.Dispose();
            _consumer = null;
            _syncs?.Dispose();
        }
        finally
        {
            _consumerAccess.Release();
        }
    }

    private List<SourceRecord> Take(BatchConsumer consumer)
    {
        var records = new List<SourceRecord>(consumer.Count);
        try
        {
            for (var i = 0; i < consumer.Count; i++)
            {
                ref readonly var message = ref consumer[i];
                if (message.Error != 0)
                {
                    if (message.Error != (int)ErrorCode.Local_PartitionEOF) LogConsumer(Context.Logger, _config!.Label, KafkaError.Of(message.Error).Message);
                    continue;
                }

                var from = consumer.PartitionOf(message);
                var (remote, sourcePartition) = _partitions[from];
                var timestamp = BatchConsumer.TimestampOf(message, out _);
                records.Add(new SourceRecord(
                    sourcePartition, MirrorOffsets.Offset(message.Offset), remote, from.Partition, Schema.OptionalBytes, BatchConsumer.KeyOf(message),
                    Schema.Bytes, BatchConsumer.ValueOf(message), timestamp, Headers(BatchConsumer.HeadersOf(message))));
            }
        }
        finally
        {
            consumer.Release();
        }

        return records;
    }

    private static ConnectHeaders? Headers(List<(string Name, byte[]? Value)>? raw)
    {
        if (raw is null) return null;
        var headers = new ConnectHeaders();
        foreach (var (name, value) in raw) headers.AddBytes(name, value);
        return headers;
    }

    private static TopicPartition Parse(string text)
    {
        var dash = text.LastIndexOf('-');
        return new TopicPartition(text[..dash], int.Parse(text.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Label}: starting with {Count} of {All} partitions of which nothing has been copied before")]
    private static partial void LogStarting(ILogger logger, string label, int count, int all);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Label}: {Reason}")]
    private static partial void LogConsumer(ILogger logger, string label, string reason);
}
