namespace Connect.Broker.Log;

/// <summary>The open segment files of all partitions, at most so many at a time.</summary>
internal sealed class FileHandles(int capacity)
{
    public int Capacity { get; } = capacity;
}
