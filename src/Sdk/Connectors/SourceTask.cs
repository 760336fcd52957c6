using Connect.Sdk.Records;

namespace Connect.Sdk.Connectors;

/// <summary>
/// Reads records from another system (<c>org.apache.kafka.connect.source.SourceTask</c>). The runtime makes one call at a time, except for
/// <see cref="CommitAsync"/> and <see cref="CommitRecordAsync"/>, which may come during <see cref="PollAsync"/>.
/// </summary>
public abstract class SourceTask : ConnectorTask
{
    /// <summary>The setting that says where transactions end, see <see cref="TransactionBoundary"/>.</summary>
    public const string TransactionBoundaryConfig = "transaction.boundary";

    private ISourceTaskContext? _context;

    /// <summary>How the task talks to the runtime.</summary>
    /// <exception cref="InvalidOperationException">It is not initialized.</exception>
    protected ISourceTaskContext Context => _context ?? throw NotInitialized();

    /// <summary>Hands over the context; called once, first of all.</summary>
    public virtual void Initialize(ISourceTaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }

    /// <summary>
    /// The next records. If there are none, wait for some: the runtime calls again at once. Null or an empty list are fine now and then, so that the task can
    /// be paused. Records that were taken from the source when the token is cancelled should be returned, not lost.
    /// </summary>
    /// <param name="cancellationToken">
    /// Cancelled when the task is to stop or pause; an <see cref="OperationCanceledException"/> then counts as null. After a pause the same task goes on.
    /// </param>
    /// <exception cref="Errors.RetriableException">Nothing can be read now; logged, and counts as null. Other exceptions fail the task.</exception>
    public abstract ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Called after offsets were stored, which need not be those of the last records, for systems that keep offsets themselves. Exceptions are logged.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the task is to stop.</param>
    public virtual ValueTask CommitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>
    /// Called when a record is in Kafka or was dropped, for systems that keep offsets themselves. Exceptions are logged.
    /// </summary>
    /// <param name="record">The record as the task returned it, before any transform.</param>
    /// <param name="metadata">Where it is; null if a transform or <c>errors.tolerance=all</c> dropped it.</param>
    /// <param name="cancellationToken">Cancelled when the task is to stop.</param>
    public virtual ValueTask CommitRecordAsync(SourceRecord record, RecordMetadata? metadata, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}
