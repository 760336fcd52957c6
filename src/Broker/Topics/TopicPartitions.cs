using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Connect.Broker.Log;

namespace Connect.Broker.Topics;

/// <summary>The logs of a topic, by partition. Their number only grows.</summary>
internal sealed class TopicPartitions : IReadOnlyList<PartitionLog>
{
    private volatile PartitionSlot[] _slots = [];

    public int Count => _slots.Length;

    public ReadOnlySpan<PartitionSlot> Slots => _slots;

    /// <exception cref="IOException">The log cannot be opened, or the topic is gone.</exception>
    public PartitionLog this[int partition] =>
        _slots[partition] is var slot && slot.Get(out var error) is { } log
            ? log
            : throw new IOException($"partition {slot.Topic.Name}-{partition} is not available: {error}");

    /// <summary>True when the next start need not look at any of the logs.</summary>
    public bool AreClean => Array.TrueForAll(_slots, s => s.IsClean);

    public bool TryGetSlot(int partition, [NotNullWhen(true)] out PartitionSlot? slot)
    {
        var slots = _slots;
        slot = (uint)partition < (uint)slots.Length ? slots[partition] : null;
        return slot is not null;
    }

    public IEnumerator<PartitionLog> GetEnumerator()
    {
        for (var i = 0; i < _slots.Length; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(IEnumerable<PartitionSlot> slots) => _slots = [.. _slots, .. slots];
}
