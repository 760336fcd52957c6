namespace Connect.Sdk.Connectors;

/// <summary>A partition of a topic (<c>org.apache.kafka.common.TopicPartition</c>).</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The number of the partition, from 0.</param>
public readonly record struct TopicPartition(string Topic, int Partition)
{
    /// <summary><c>topic-partition</c>.</summary>
    public override string ToString() => $"{Topic}-{Partition}";
}

/// <summary>An offset to commit (<c>org.apache.kafka.clients.consumer.OffsetAndMetadata</c>).</summary>
/// <param name="Offset">The offset of the next record to read.</param>
/// <param name="Metadata">A text that is stored with it.</param>
/// <param name="LeaderEpoch">The epoch of the leader of the last record read, if it is known.</param>
/// <exception cref="ArgumentOutOfRangeException">The offset is negative.</exception>
public sealed record OffsetAndMetadata(long Offset, string Metadata = "", int? LeaderEpoch = null)
{
    /// <summary>The offset of the next record to read.</summary>
    public long Offset { get; init => field = NotNegative(value); } = NotNegative(Offset);

    /// <summary>The offset as in Kafka's logs.</summary>
    public override string ToString() =>
        $"OffsetAndMetadata{{offset={Offset}, leaderEpoch={Java.JavaText.Of(LeaderEpoch)}, metadata='{Metadata}'}}";

    private static long NotNegative(long offset) =>
        offset >= 0 ? offset : throw new ArgumentOutOfRangeException(nameof(offset), "Invalid negative offset");
}

/// <summary>Where a record was written (<c>org.apache.kafka.clients.producer.RecordMetadata</c>).</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The number of the partition.</param>
/// <param name="Offset">The offset; -1 if the broker did not tell it (<c>acks=0</c>).</param>
/// <param name="Timestamp">Milliseconds since 1970-01-01 UTC, -1 if there is none.</param>
public readonly record struct RecordMetadata(string Topic, int Partition, long Offset, long Timestamp);

/// <summary>A part of a source, as its connector calls it, and where to go on there.</summary>
/// <param name="Partition">The part: names to strings, numbers, booleans or null.</param>
/// <param name="Offset">Where to go on: likewise; null if there is no offset, or it is reset.</param>
public sealed record SourcePartitionOffset(IReadOnlyDictionary<string, object?> Partition, IReadOnlyDictionary<string, object?>? Offset);
