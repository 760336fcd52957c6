namespace Connect.Kafka.Producing;

/// <summary>What became of a record.</summary>
/// <param name="Sequence">The number that its sender gave it.</param>
/// <param name="Error">Kafka's or librdkafka's code; 0 if it was written.</param>
/// <param name="Partition">The partition it was written to.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Timestamp">Milliseconds since 1970-01-01 UTC; -1 if there is none.</param>
/// <param name="Topic">The topic, if it was not written.</param>
internal readonly record struct Delivery(long Sequence, int Error, int Partition, long Offset, long Timestamp, string? Topic);

/// <summary>Told what became of the records that it sent; called by the producer's own thread, which serves others, too.</summary>
internal interface IDeliveryListener
{
    void OnDelivered(ReadOnlySpan<Delivery> deliveries);
}

/// <summary>What came of the try to send a record.</summary>
internal enum SendResult
{
    /// <summary>It is queued; the listener will be told.</summary>
    Queued,

    /// <summary>There is no room now, see <see cref="SharedProducer.Room"/>.</summary>
    Full,

    /// <summary>The topic has no such partition, as far as is known: see <see cref="SharedProducer.RefreshTopic"/>.</summary>
    UnknownPartition,

    /// <summary>It will never be sent.</summary>
    Failed,
}
