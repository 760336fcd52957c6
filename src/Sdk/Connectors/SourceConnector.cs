namespace Connect.Sdk.Connectors;

/// <summary>A connector that reads from another system into Kafka (<c>org.apache.kafka.connect.source.SourceConnector</c>).</summary>
public abstract class SourceConnector : Connector
{
    /// <summary>How the connector talks to the runtime.</summary>
    /// <exception cref="InvalidOperationException">It is not initialized.</exception>
    protected new ISourceConnectorContext Context => (ISourceConnectorContext)base.Context;

    /// <summary>
    /// Whether every record is written once with this configuration (<c>exactlyOnceSupport</c>, KIP-618); null, the default, if the connector does not say,
    /// which users with <c>exactly.once.support=required</c> are told. Asked before the start.
    /// </summary>
    /// <param name="config">The configuration of the connector.</param>
    public virtual ExactlyOnceSupport? GetExactlyOnceSupport(IReadOnlyDictionary<string, string?> config) => null;

    /// <summary>
    /// Whether the tasks say where transactions end, by <see cref="ISourceTaskContext.TransactionContext"/> (<c>canDefineTransactionBoundaries</c>). Asked
    /// before the start if the configuration has <c>transaction.boundary=connector</c>.
    /// </summary>
    /// <param name="config">The configuration of the connector.</param>
    public virtual ConnectorTransactionBoundaries CanDefineTransactionBoundaries(IReadOnlyDictionary<string, string?> config) =>
        ConnectorTransactionBoundaries.Unsupported;

    /// <summary>
    /// Called when a user alters or resets offsets, before the runtime stores them (<c>alterOffsets</c>, KIP-875), to check them and to pass them on to a
    /// system that keeps offsets itself. The same call may come again. It may come to a connector that is not started.
    /// </summary>
    /// <param name="config">The configuration of the connector.</param>
    /// <param name="offsets">The offsets by partition; those with a null offset are reset. Maybe empty.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    /// <returns>True if the connector has checked them; false, the default, if it has no opinion.</returns>
    /// <exception cref="NotSupportedException">Offsets of this connector cannot be altered.</exception>
    /// <exception cref="Errors.ConnectException">These offsets are not valid; the text is shown to the user.</exception>
    public virtual ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyList<SourcePartitionOffset> offsets, CancellationToken cancellationToken) =>
        ValueTask.FromResult(false);
}
