using Connect.Kafka.Producing;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Sources.ExactlyOnce;
using Connect.Runtime.Sources.Topics;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;

namespace Connect.Runtime.Sources;

/// <summary>What a source pump works with; it owns all of it.</summary>
internal sealed record SourcePumpOptions : IDisposable
{
    public required ISourceTaskContext Context { get; init; }

    public required RecordConverters Converters { get; init; }

    public required TransformationChain Transformations { get; init; }

    public required ErrorHandling Errors { get; init; }

    /// <summary>The producer that tasks share; null with <see cref="Transactions"/>.</summary>
    public required ProducerPool.Lease? Producer { get; init; }

    /// <summary>How to write exactly once; null to write at least once.</summary>
    public SourceTransactionsOptions? Transactions { get; init; }

    /// <summary>Null if Kafka creates the topics.</summary>
    public TopicCreator? Topics { get; init; }

    public required IOffsetStore Offsets { get; init; }

    /// <summary><c>offset.flush.interval.ms</c>.</summary>
    public required TimeSpan FlushInterval { get; init; }

    /// <summary><c>offset.flush.timeout.ms</c>.</summary>
    public required TimeSpan FlushTimeout { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Told of each topic when the first record goes there.</summary>
    public Action<string>? OnTopic { get; init; }

    public void Dispose()
    {
        Converters.Dispose();
        Transformations.Dispose();
        Topics?.Dispose();
        (Context.Metrics as IDisposable)?.Dispose();
    }
}
