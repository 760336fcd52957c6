using Connect.Sdk.Connectors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Sources.ExactlyOnce;

/// <summary>What a task that defines its transactions asks for (<c>org.apache.kafka.connect.runtime.WorkerTransactionContext</c>).</summary>
internal sealed class TransactionContext : ITransactionContext
{
    private readonly Lock _lock = new();
    private readonly HashSet<SourceRecord> _commitOn = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<SourceRecord> _abortOn = new(ReferenceEqualityComparer.Instance);
    private bool _commitBatch;
    private bool _abortBatch;

    public void CommitTransaction()
    {
        lock (_lock) _commitBatch = true;
    }

    public void CommitTransaction(SourceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (_lock) _commitOn.Add(record);
    }

    public void AbortTransaction()
    {
        lock (_lock) _abortBatch = true;
    }

    public void AbortTransaction(SourceRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (_lock) _abortOn.Add(record);
    }

    /// <summary>What is to be done after a record.</summary>
    /// <exception cref="InvalidOperationException">Both are.</exception>
    public Boundary Take(SourceRecord record)
    {
        lock (_lock)
        {
            var (commit, abort) = (_commitOn.Remove(record), _abortOn.Remove(record));
            if (commit && abort)
                throw new InvalidOperationException($"Connector requested both commit and abort of same record against topic/partition {record.Topic}/{record.KafkaPartition}");
            return abort ? Boundary.Abort : commit ? Boundary.Commit : Boundary.None;
        }
    }

    /// <summary>What is to be done after a batch.</summary>
    /// <exception cref="InvalidOperationException">Both are.</exception>
    public Boundary TakeBatch()
    {
        lock (_lock)
        {
            var (commit, abort) = (_commitBatch, _abortBatch);
            _commitBatch = _abortBatch = false;
            if (commit && abort) throw new InvalidOperationException("Connector requested both commit and abort of same transaction");
            return abort ? Boundary.Abort : commit ? Boundary.Commit : Boundary.None;
        }
    }
}

/// <summary>What a task asks for.</summary>
internal enum Boundary
{
    None,
    Commit,
    Abort,
}
