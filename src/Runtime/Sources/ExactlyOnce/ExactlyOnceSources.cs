using System.Globalization;
using Connect.Kafka;
using Connect.Kafka.Producing;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources.ExactlyOnce;

/// <summary>
/// What source connectors need to write exactly once (KIP-618): transactional producers for their tasks, the end of those of earlier tasks, and offsets in a topic.
/// </summary>
public sealed partial class ExactlyOnceSources : IDisposable
{
    private const int FencesAtOnce = 8;

    private readonly Workers.Worker _worker;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private OffsetsTopic? _workerTopic;

    internal ExactlyOnceSources(Workers.Worker worker, ILogger logger)
    {
        _worker = worker;
        _logger = logger;
    }

    /// <summary>Where a connector has its offsets: a topic, if the worker writes exactly once; null if the worker keeps them itself.</summary>
    public string? TopicOf(IReadOnlyDictionary<string, string?> connectorConfig)
    {
        ArgumentNullException.ThrowIfNull(connectorConfig);
        if (!_worker.Config.IsExactlyOnce || _worker.TypeOf(connectorConfig) != ConnectorType.Source) return null;
        return connectorConfig.GetValueOrDefault("offsets.storage.topic") is { Length: > 0 } own ? own.Trim() : _worker.Config.Values.GetString("offset.storage.topic");
    }

    /// <summary>The offsets of a connector in a topic.</summary>
    public IOffsetStore OffsetsIn(string topic, string connector, IReadOnlyDictionary<string, string?> connectorConfig) =>
        new TopicOffsetStore(this, connector, connectorConfig, topic);

    /// <summary>Ends the producers of earlier tasks: they can write nothing any more, and what they left open is aborted.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="connectorConfig">Its configuration.</param>
    /// <param name="tasks">How many tasks it may have had.</param>
    /// <param name="cancellationToken">Cancelled when that no longer matters.</param>
    /// <exception cref="ConnectException">Kafka refuses it.</exception>
    public Task FenceAsync(string connector, IReadOnlyDictionary<string, string?> connectorConfig, int tasks, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(0, tasks), new ParallelOptions { MaxDegreeOfParallelism = FencesAtOnce, CancellationToken = cancellationToken }, async (task, stop) =>
        {
            using var producer = CreateProducer(new TaskId(connector, task), connectorConfig, _logger);
            await producer.InitAsync(stop).ConfigureAwait(false);
        });

    /// <summary>Creates a topic for offsets, unless it is there.</summary>
    /// <exception cref="ConnectException">It cannot be created.</exception>
    public async Task EnsureTopicAsync(string topic, IReadOnlyDictionary<string, string?> connectorConfig, CancellationToken cancellationToken)
    {
        var settings = _worker.Config.Values;
        const string prefix = "offset.storage.";
        var configs = _worker.Config.Properties
            .Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal) && p.Key is not (prefix + "topic" or prefix + "partitions" or prefix + "replication.factor" or prefix + "file.filename"))
            .ToDictionary(p => p.Key[prefix.Length..], p => p.Value ?? "", StringComparer.Ordinal);
        configs["cleanup.policy"] = "compact";
        using var admin = new TopicAdmin(_worker.AdminConfig(connectorConfig));
        if (await admin.ExistsAsync(topic, cancellationToken).ConfigureAwait(false)) return;
        await admin.CreateAsync(
            new TopicToCreate(topic, settings.GetInt(prefix + "partitions"), settings.GetShort(prefix + "replication.factor"), configs), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _workerTopic?.Dispose();

    internal TransactionalProducer CreateProducer(TaskId task, IReadOnlyDictionary<string, string?> connectorConfig, ILogger logger)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{_worker.Config.GroupId}-{task.Connector}-{task.Number}");
        return new TransactionalProducer(_worker.ProducerConfig(connectorConfig, logger, id), logger);
    }

    internal async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        string connector, IReadOnlyDictionary<string, string?> connectorConfig, string topic, CancellationToken cancellationToken)
    {
        if (topic == _worker.Config.Values.GetString("offset.storage.topic"))
            return await WorkerTopic(topic).ReadAsync(connector, cancellationToken).ConfigureAwait(false);
        // A topic of the connector's own is small, and seldom read.
        using var own = new OffsetsTopic(_worker.OffsetsConsumerConfig(connectorConfig), topic, _logger);
        return await own.ReadAsync(connector, cancellationToken).ConfigureAwait(false);
    }

    internal async Task WriteAsync(
        string connector, IReadOnlyDictionary<string, string?> connectorConfig, string topic, IReadOnlyList<StoredOffset> offsets, CancellationToken cancellationToken)
    {
        using var producer = CreateProducer(new TaskId(connector, 0), connectorConfig, _logger);
        await producer.InitAsync(cancellationToken).ConfigureAwait(false);
        producer.Begin();
        var writer = new OffsetWriter(producer.Producer, connector, topic);
        foreach (var (partition, offset) in offsets) writer.Write(partition, offset);
        await producer.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private OffsetsTopic WorkerTopic(string topic)
    {
        lock (_lock) return _workerTopic ??= new OffsetsTopic(_worker.OffsetsConsumerConfig(new Dictionary<string, string?>()), topic, _logger);
    }
}
