using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Connect.Broker.Log;

/// <summary>
/// The last offset of each key in a part of a log. Keys are known by the first 16 bytes of their SHA-256: two that collide would cost one of
/// them its value, so the hash must be one for which nobody can find such keys.
/// </summary>
internal sealed class KeyOffsets
{
    public const int BytesPerSlot = 24;
    public const double MaxLoad = 0.75;

    private readonly Slot[] _slots;
    private readonly int _maxKeys;
    private int _count;

    /// <param name="keys">No more keys than this will come, or the rest is left to a later map.</param>
    /// <param name="maxKeys">The most keys that there is memory for.</param>
    public KeyOffsets(long keys, int maxKeys)
    {
        _maxKeys = (int)Math.Clamp(keys, 1, maxKeys);
        _slots = new Slot[(int)Math.Min(Array.MaxLength, (long)(_maxKeys / MaxLoad) + 1)];
    }

    /// <summary>The map says nothing about records behind this offset.</summary>
    public long LatestOffset { get; set; } = -1;

    /// <summary>False where there is no room for one more key.</summary>
    public bool TryPut(ReadOnlySpan<byte> key, long offset)
    {
        ref var slot = ref Find(key, out var found);
        if (!found)
        {
            if (_count == _maxKeys) return false;
            _count++;
        }

        slot = slot with { OffsetPlusOne = offset + 1 };
        return true;
    }

    /// <summary>The key's last offset, -1 where it is not in the map.</summary>
    public long Find(ReadOnlySpan<byte> key) => Find(key, out var found).OffsetPlusOne is var offset && found ? offset - 1 : -1;

    private ref Slot Find(ReadOnlySpan<byte> key, out bool found)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        var high = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        var low = BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(hash[16..]);
        for (var at = (int)((ulong)start * (uint)_slots.Length >> 32); ; at = at + 1 == _slots.Length ? 0 : at + 1)
        {
            ref var slot = ref _slots[at];
            found = slot.OffsetPlusOne != 0;
            if (!found) slot = new Slot(high, low, 0);
            else if (slot.High != high || slot.Low != low) continue;
            return ref slot;
        }
    }

    /// <summary>An offset of 0 here is an empty slot.</summary>
    private readonly record struct Slot(ulong High, ulong Low, long OffsetPlusOne);
}
