namespace Connect.Broker.Log;

/// <summary>The memory of a cleaner: one map of key hashes, used by one partition after the other. Not thread-safe.</summary>
internal sealed class CompactionBudget(int mapBytes = 16 << 20)
{
    public int MapBytes { get; } = mapBytes;
}
