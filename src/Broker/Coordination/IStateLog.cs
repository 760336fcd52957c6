using Connect.Broker.Protocol;

namespace Connect.Broker.Coordination;

/// <summary>
/// A coordinator's memory: an internal, compacted topic of keyed records. What <see cref="Append"/> has returned is there after a crash.
/// Appends to one partition are ordered; a coordinator that must keep its own state in that order calls under its own lock.
/// </summary>
internal interface IStateLog
{
    /// <summary>The number of partitions; the topic is created when this is first asked for.</summary>
    int PartitionCount { get; }

    /// <summary>The partition that owns a group or transactional id: Java's String.hashCode, made positive, modulo the count, as Kafka's tools expect.</summary>
    int PartitionFor(string id);

    /// <summary>Appends the records as one batch: all of them survive a crash, or none.</summary>
    /// <param name="partition">The partition.</param>
    /// <param name="records">Keys and values; a null value is a tombstone.</param>
    /// <param name="producer">For transactional offset commits: the producer in whose open transaction the records are.</param>
    ErrorCode Append(int partition, ReadOnlySpan<StateRecord> records, StateProducer? producer = null);

    /// <summary>Tells everything that is in a partition, oldest first.</summary>
    void Replay(int partition, IStateReplay to);
}

internal readonly record struct StateRecord(byte[] Key, byte[]? Value);

/// <summary>The producer behind a transactional batch.</summary>
internal readonly record struct StateProducer(long ProducerId, short Epoch);

/// <summary>Receives the content of a partition of an <see cref="IStateLog"/>.</summary>
internal interface IStateReplay
{
    /// <summary>One record; <paramref name="producer"/> is set when it belongs to a transaction whose marker follows (or never came).</summary>
    void Record(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool tombstone, StateProducer? producer);

    /// <summary>The end of a transaction: the records of this producer before it count (commit) or not (abort).</summary>
    void Marker(StateProducer producer, bool commit);
}
