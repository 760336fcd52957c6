namespace Connect.Runtime.Workers;

/// <summary>An offset as it is stored: JSON of the partition and of the offset, as Kafka Connect writes them to its offsets topic.</summary>
/// <param name="Partition">The part of the source, a JSON object.</param>
/// <param name="Offset">Where to go on there, a JSON object; null removes it.</param>
public readonly record struct StoredOffset(string Partition, string? Offset);

/// <summary>The offsets of one source connector, in whatever keeps them.</summary>
public interface IOffsetStore
{
    /// <summary>The stored offsets of parts of the source, in order; null where there is none.</summary>
    ValueTask<IReadOnlyList<string?>> ReadAsync(IReadOnlyList<string> partitions, CancellationToken cancellationToken);

    /// <summary>All stored offsets.</summary>
    ValueTask<IReadOnlyList<StoredOffset>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Stores offsets; they are safe when this returns.</summary>
    /// <exception cref="Connect.Sdk.Errors.ConnectException">They are not stored; a task that has been replaced meanwhile is refused, too.</exception>
    ValueTask WriteAsync(IReadOnlyList<StoredOffset> offsets, CancellationToken cancellationToken);
}
