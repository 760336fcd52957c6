using Connect.Broker.Log;

namespace Connect.Broker.Transactions;

/// <summary>One transactional id in memory. Whoever changes it holds <see cref="Gate"/>, also while the change is being stored.</summary>
internal sealed class TransactionEntry(string transactionalId)
{
    private TransactionMetadata? _metadata;

    public string TransactionalId { get; } = transactionalId;

    /// <summary>
    /// Logs and groups are written to under this lock: nobody may call the coordinator while holding a lock that such a write takes.
    /// </summary>
    public Lock Gate { get; } = new();

    /// <summary>
    /// The last stored state. Null before there is one, and again when the id has expired: then this object is no longer in use.
    /// </summary>
    public TransactionMetadata? Metadata
    {
        get => Volatile.Read(ref _metadata);
        set => Volatile.Write(ref _metadata, value);
    }

    public bool IsRemoved { get; set; }

    /// <summary>
    /// The partitions that still miss the marker of the decided transaction; null when none has been tried since it was decided or
    /// loaded.
    /// </summary>
    public List<TopicPartition>? Unmarked { get; set; }
}
