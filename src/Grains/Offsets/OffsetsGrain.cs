using Connect.Grains.Abstractions;

namespace Connect.Grains.Offsets;

/// <summary>What is stored of a connector's source offsets.</summary>
public sealed class OffsetsState
{
    /// <summary>The offsets by the part of the source; both are JSON.</summary>
    public Dictionary<string, string> Offsets { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The latest activation of each task: an earlier one may not write.</summary>
    public Dictionary<int, long> Epochs { get; set; } = [];
}

internal sealed class OffsetsGrain([PersistentState("offsets")] IPersistentState<OffsetsState> state) : Grain, IOffsetsGrain
{
    public async Task Fence(int task, long epoch)
    {
        CheckEpoch(task, epoch);
        if (state.State.Epochs.GetValueOrDefault(task) == epoch) return;
        state.State.Epochs[task] = epoch;
        await WriteAsync();
    }

    public async Task Write(int task, long epoch, List<OffsetEntry> offsets)
    {
        CheckEpoch(task, epoch);
        state.State.Epochs[task] = epoch;
        foreach (var (partition, offset) in offsets)
        {
            if (offset is null) state.State.Offsets.Remove(partition);
            else state.State.Offsets[partition] = offset;
        }

        await WriteAsync();
    }

    public Task<List<string?>> Read(List<string> partitions) => Task.FromResult(partitions.ConvertAll(p => state.State.Offsets.GetValueOrDefault(p)));

    public Task<List<OffsetEntry>> ReadAll() => Task.FromResult(state.State.Offsets.Select(p => new OffsetEntry(p.Key, p.Value)).ToList());

    public Task<List<OffsetEntry>> GetState() => ReadAll();

    private void CheckEpoch(int task, long epoch)
    {
        if (state.State.Epochs.GetValueOrDefault(task) > epoch)
            throw new StaleTaskException($"Task {this.GetPrimaryKeyString()}-{task} has been started elsewhere since: this start of it may not store offsets any more");
    }

    private async Task WriteAsync()
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory is not what is stored: the next activation reads what is.
            DeactivateOnIdle();
            throw;
        }
    }
}
