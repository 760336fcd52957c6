using Orleans.Concurrency;

namespace Connect.Grains.Abstractions;

/// <summary>The source offsets of a connector, by its name. They outlive the connector.</summary>
[Alias("connect.offsets")]
public interface IOffsetsGrain : IGrainWithStringKey
{
    /// <summary>From now on an activation of a task may write, and no earlier one.</summary>
    Task Fence(int task, long epoch);

    /// <summary>Stores offsets: they are safe when this returns.</summary>
    /// <exception cref="StaleTaskException">A later activation of the task has taken over.</exception>
    Task Write(int task, long epoch, List<OffsetEntry> offsets);

    /// <summary>The offsets of parts of the source, in order; null where there is none.</summary>
    [AlwaysInterleave]
    Task<List<string?>> Read(List<string> partitions);

    /// <summary>All offsets.</summary>
    [AlwaysInterleave, ResponseTimeout(Reads.Timeout)]
    Task<List<OffsetEntry>> ReadAll();

    /// <summary>For the dashboard.</summary>
    [AlwaysInterleave]
    Task<List<OffsetEntry>> GetState();
}
