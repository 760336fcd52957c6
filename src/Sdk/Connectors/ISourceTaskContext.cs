using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Sdk.Connectors;

/// <summary>How a source task talks to the runtime (<c>org.apache.kafka.connect.source.SourceTaskContext</c>).</summary>
public interface ISourceTaskContext
{
    /// <summary>The configuration of the task as of now: a secret that has changed since the start is the new one.</summary>
    IReadOnlyDictionary<string, string?> Configs { get; }

    /// <summary>The offsets that are stored for the connector.</summary>
    IOffsetReader OffsetReader { get; }

    /// <summary>Ends transactions; null unless exactly-once is on and the configuration has <c>transaction.boundary=connector</c>.</summary>
    ITransactionContext? TransactionContext { get; }

    /// <summary>Writes to the log of the worker, with the names of connector and task.</summary>
    ILogger Logger { get; }

    /// <summary>Metrics of the task's own (<c>pluginMetrics</c>, KIP-877).</summary>
    IPluginMetrics Metrics { get; }
}

/// <summary>
/// Says where the transactions of a source task end (<c>org.apache.kafka.connect.source.TransactionContext</c>, KIP-618). What is asked for the last record of
/// a batch goes before what is asked for the batch. Asking both of one batch or one record fails the task.
/// </summary>
public interface ITransactionContext
{
    /// <summary>Commits after the batch that is polled next.</summary>
    void CommitTransaction();

    /// <summary>Commits after a record, which belongs to the transaction.</summary>
    void CommitTransaction(SourceRecord record);

    /// <summary>
    /// Aborts after the batch that is polled next. Its records are lost to readers, while their offsets are stored: they are not read again. To have them read
    /// again, throw.
    /// </summary>
    void AbortTransaction();

    /// <summary>Aborts after a record, which belongs to the transaction; see <see cref="AbortTransaction()"/>.</summary>
    void AbortTransaction(SourceRecord record);
}
