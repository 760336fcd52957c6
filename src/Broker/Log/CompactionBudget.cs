namespace Connect.Broker.Log;

/// <summary>The memory of a cleaner: room for a map of key hashes, used by one partition after the other. Not thread-safe.</summary>
internal sealed class CompactionBudget(int mapBytes = 16 << 20)
{
    /// <summary>The most keys that are told apart in one go; where there are more, a log is cleaned in several goes.</summary>
    public int MaxKeys { get; } = Math.Max(1, (int)(mapBytes / KeyOffsets.BytesPerSlot * KeyOffsets.MaxLoad));
}
