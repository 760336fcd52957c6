using Connect.Broker.Protocol;

namespace Connect.Broker.Log;

/// <summary>The log of one partition. Thread-safe.</summary>
internal sealed class PartitionLog
{
    private PartitionLog(TopicPartition partition, LogConfig config)
    {
        Partition = partition;
        Config = config;
    }

    public TopicPartition Partition { get; }

    public LogConfig Config { get; set; }

    /// <summary>The first offset; moves by retention and DeleteRecords. To be written down as log-start-offset-checkpoint.</summary>
    public long StartOffset => throw new NotImplementedException();

    /// <summary>The offset of the next record; this broker's high watermark as well.</summary>
    public long EndOffset => throw new NotImplementedException();

    /// <summary>The last stable offset: consumers with read_committed see what is before it.</summary>
    public long StableOffset => throw new NotImplementedException();

    /// <summary>All before it is on the disk. To be written down as recovery-point-offset-checkpoint.</summary>
    public long RecoveryPoint => throw new NotImplementedException();

    public long SizeInBytes => throw new NotImplementedException();

    /// <summary>There is one leader, always: epochs never change.</summary>
    public static int LeaderEpoch => 0;

    /// <summary>True after <see cref="Close"/> and <see cref="Delete"/>: appends and reads are refused with NotLeaderOrFollower.</summary>
    public bool IsClosed => throw new NotImplementedException();

    public AppendSignal Moved { get; } = new();

    /// <summary>Opens or creates the log in <paramref name="directory"/>, recovering it where the last run did not end cleanly.</summary>
    public static PartitionLog Open(string directory, TopicPartition partition, LogConfig config, LogOptions options, in LogCheckpoint last) =>
        throw new NotImplementedException();

    /// <summary>
    /// Checks and appends one batch (a client's may only send one). <paramref name="records"/> is patched in place: base offset, leader epoch,
    /// and with LogAppendTime timestamps and checksum.
    /// </summary>
    public AppendResult Append(Memory<byte> records, AppendOrigin origin, in AppendGuard guard = default) => throw new NotImplementedException();

    /// <summary>Appends the marker that ends a producer's transaction.</summary>
    public AppendResult AppendControl(long producerId, short epoch, bool commit, int coordinatorEpoch) => throw new NotImplementedException();

    /// <summary>
    /// Announces that the coordinator will be asked whether this partition is in the producer's transaction. The ticket, put into the append's
    /// guard, is void once a marker of the producer was written. 0 when the transaction is open here already and nothing needs to be asked.
    /// </summary>
    public long BeginVerification(long producerId, short epoch) => throw new NotImplementedException();

    public ReadResult Read(long offset, int maxBytes, bool atLeastOneBatch, bool readCommitted) => throw new NotImplementedException();

    /// <summary>The first record whose timestamp is the given one or later.</summary>
    public OffsetAtTime? FindByTimestamp(long timestamp) => throw new NotImplementedException();

    /// <summary>The first record with the largest timestamp.</summary>
    public OffsetAtTime? MaxTimestamp() => throw new NotImplementedException();

    /// <summary>Moves the start up to <paramref name="offset"/>, -1 for the end of the log.</summary>
    public ErrorCode DeleteRecordsBefore(long offset, out long lowWatermark) => throw new NotImplementedException();

    /// <summary>Removes what retention.ms, retention.bytes and the start offset allow; forgets expired producers. Call every log.retention.check.interval.ms.</summary>
    public void ApplyRetention() => throw new NotImplementedException();

    /// <summary>Cleans once if there is enough to clean. True when something was done.</summary>
    public bool Compact(CompactionBudget budget) => throw new NotImplementedException();

    /// <summary>Flushes to the disk and moves <see cref="RecoveryPoint"/>.</summary>
    public void Flush() => throw new NotImplementedException();

    public IReadOnlyList<ProducerSnapshot> ActiveProducers() => throw new NotImplementedException();

    public bool HasOpenTransaction(long producerId) => throw new NotImplementedException();

    public bool IsTransactionOpen(long producerId, short epoch) => throw new NotImplementedException();

    /// <summary>Flushes and writes the producers' state down, so that the next start needs no scan.</summary>
    public void Close() => throw new NotImplementedException();

    /// <summary>Removes the log and its folder. Slices that were handed out stay readable.</summary>
    public void Delete() => throw new NotImplementedException();
}
