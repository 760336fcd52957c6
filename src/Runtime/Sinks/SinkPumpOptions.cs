using Connect.Kafka;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Sdk.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sinks;

/// <summary>What a sink pump works with; it owns all of it.</summary>
internal sealed record SinkPumpOptions : IDisposable
{
    public required IReadOnlyDictionary<string, string?> Config { get; init; }

    public required RecordConverters Converters { get; init; }

    public required TransformationChain Transformations { get; init; }

    public required ErrorHandling Errors { get; init; }

    /// <summary>Null if the connector has none.</summary>
    public required DeadLetterQueue? DeadLetters { get; init; }

    public required ClientConfig Consumer { get; init; }

    /// <summary><c>max.poll.records</c>.</summary>
    public required int MaxPollRecords { get; init; }

    public required TopicSelection Topics { get; init; }

    /// <summary><c>offset.flush.interval.ms</c>.</summary>
    public required TimeSpan FlushInterval { get; init; }

    /// <summary><c>offset.flush.timeout.ms</c>.</summary>
    public required TimeSpan FlushTimeout { get; init; }

    public required TimeProvider Time { get; init; }

    public required PluginMetrics Metrics { get; init; }

    /// <summary>The log of the task.</summary>
    public required ILogger TaskLogger { get; init; }

    /// <summary>Told of each topic when the first record comes from there.</summary>
    public Action<string>? OnTopic { get; init; }

    public void Dispose()
    {
        Converters.Dispose();
        Transformations.Dispose();
        DeadLetters?.Dispose();
        Metrics.Dispose();
    }
}
