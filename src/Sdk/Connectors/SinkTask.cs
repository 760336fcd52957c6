using Connect.Sdk.Records;

namespace Connect.Sdk.Connectors;

/// <summary>
/// Writes records to another system (<c>org.apache.kafka.connect.sink.SinkTask</c>). The runtime makes one call at a time: start, then for each change of
/// the assignment close and open, in between put and, every <c>offset.flush.interval.ms</c>, pre-commit. Topics, partitions and offsets are those in Kafka,
/// before any transform: compare with <see cref="SinkRecord.OriginalTopic"/> and the like.
/// </summary>
public abstract class SinkTask : ConnectorTask
{
    /// <summary>The setting with the list of topics.</summary>
    public const string TopicsConfig = "topics";

    /// <summary>The setting with the regular expression that the topics match.</summary>
    public const string TopicsRegexConfig = "topics.regex";

    private ISinkTaskContext? _context;

    /// <summary>How the task talks to the runtime.</summary>
    /// <exception cref="InvalidOperationException">It is not initialized.</exception>
    protected ISinkTaskContext Context => _context ?? throw NotInitialized();

    /// <summary>Hands over the context; called once, first of all.</summary>
    public virtual void Initialize(ISinkTaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }

    /// <summary>Called when partitions were assigned, before their records; may rewind them by <see cref="ISinkTaskContext.Offset(TopicPartition, long)"/>.</summary>
    /// <param name="partitions">The partitions that are new, never none.</param>
    /// <param name="cancellationToken">Cancelled when the task is to stop. Exceptions fail the task.</param>
    public virtual ValueTask OpenAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Writes records or gathers them for later; what is not written when this returns is written by <see cref="FlushAsync"/>, or kept out of the offsets by
    /// <see cref="PreCommitAsync"/>. Called with an empty list, too.
    /// </summary>
    /// <param name="records">The records, in order within each partition. The task may keep the list.</param>
    /// <param name="cancellationToken">Cancelled when the task is to stop.</param>
    /// <exception cref="Errors.RetriableException">
    /// The same records come again, after <see cref="ISinkTaskContext.Timeout"/>. Other exceptions fail the task.
    /// </exception>
    public abstract ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken);

    /// <summary>Writes all records that were put.</summary>
    /// <param name="offsets">The offset after the last record put, by partition.</param>
    /// <param name="cancellationToken">Cancelled when the time to commit is over.</param>
    public virtual ValueTask FlushAsync(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <summary>
    /// The offsets that may be committed. The default flushes and returns those given; a task that keeps offsets itself returns none. If it fails, the
    /// records since the last commit come again.
    /// </summary>
    /// <param name="offsets">The offset after the last record put, by partition.</param>
    /// <param name="cancellationToken">Cancelled when the time to commit is over.</param>
    public virtual async ValueTask<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> PreCommitAsync(
        IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, CancellationToken cancellationToken)
    {
        await FlushAsync(offsets, cancellationToken);
        return offsets;
    }

    /// <summary>Called when partitions are taken away, after their offsets were committed, and for all partitions before the stop.</summary>
    /// <param name="partitions">The partitions that go, never none.</param>
    /// <param name="cancellationToken">Cancelled when the time to stop is over. Exceptions fail the task.</param>
    public virtual ValueTask CloseAsync(IReadOnlyCollection<TopicPartition> partitions, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
