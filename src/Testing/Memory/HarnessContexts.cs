using System.Collections.Concurrent;
using Connect.Runtime.Sources;
using Connect.Sdk.Connectors;
using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Testing.Memory;

internal sealed class HarnessConnectorContext(ILogger logger, IPluginMetrics metrics, MemoryOffsets offsets) : ISourceConnectorContext
{
    public ILogger Logger => logger;

    public IPluginMetrics Metrics => metrics;

    public IOffsetReader OffsetReader { get; } = new OffsetReader(offsets);

    public Exception? Error { get; private set; }

    public void RequestTaskReconfiguration() { }

    public void RaiseError(Exception error) => Error = error;
}

internal sealed class HarnessSourceContext(
    IReadOnlyDictionary<string, string?> config, ILogger logger, IPluginMetrics metrics, MemoryOffsets offsets) : ISourceTaskContext
{
    public IReadOnlyDictionary<string, string?> Configs => config;

    public IOffsetReader OffsetReader { get; } = new OffsetReader(offsets);

    public ITransactionContext? TransactionContext => null;

    public ILogger Logger => logger;

    public IPluginMetrics Metrics => metrics;
}

internal sealed class HarnessSinkContext(IReadOnlyDictionary<string, string?> config, ILogger logger, IPluginMetrics metrics) : ISinkTaskContext, IErrantRecordReporter
{
    public IReadOnlyDictionary<string, string?> Configs => config;

    public HashSet<TopicPartition> Partitions { get; } = [];

    public ConcurrentQueue<(SinkRecord Record, Exception Error)> Errant { get; } = new();

    public Dictionary<TopicPartition, long> Rewound { get; } = [];

    public IReadOnlySet<TopicPartition> Assignment => Partitions;

    public IErrantRecordReporter ErrantRecordReporter => this;

    public ILogger Logger => logger;

    public IPluginMetrics Metrics => metrics;

    public void Offset(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        foreach (var (partition, offset) in offsets) Rewound[partition] = offset;
    }

    public void Offset(TopicPartition partition, long offset) => Rewound[partition] = offset;

    public void Timeout(TimeSpan timeout) { }

    public void Pause(params IReadOnlyCollection<TopicPartition> partitions) { }

    public void Resume(params IReadOnlyCollection<TopicPartition> partitions) { }

    public void RequestCommit() { }

    public Task ReportAsync(SinkRecord record, Exception exception)
    {
        Errant.Enqueue((record, exception));
        return Task.CompletedTask;
    }
}
