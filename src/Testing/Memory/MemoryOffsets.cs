using System.Collections.Concurrent;
using Connect.Runtime.Workers;

namespace Connect.Testing.Memory;

/// <summary>Offsets of a source connector that live as long as the test. The maps are JSON texts, as in Kafka Connect's offsets topic.</summary>
public sealed class MemoryOffsets : IOffsetStore
{
    private readonly ConcurrentDictionary<string, string?> _stored = new(StringComparer.Ordinal);

    /// <summary>The stored offsets by partition.</summary>
    public IReadOnlyDictionary<string, string?> Stored => _stored;

    /// <summary>Whether writes are lost, as if the process had died before each of them.</summary>
    public bool LosesWrites { get; set; }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string?>> ReadAsync(IReadOnlyList<string> partitions, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string?>>([.. partitions.Select(p => _stored.GetValueOrDefault(p))]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredOffset>> ReadAllAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<StoredOffset>>([.. _stored.Select(p => new StoredOffset(p.Key, p.Value))]);

    /// <inheritdoc/>
    public ValueTask WriteAsync(IReadOnlyList<StoredOffset> offsets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        if (LosesWrites) return ValueTask.CompletedTask;
        foreach (var (partition, offset) in offsets) _stored[partition] = offset;
        return ValueTask.CompletedTask;
    }
}
