using Connect.Grains.Abstractions;
using Connect.Runtime.Workers;
using TaskStatus = Connect.Grains.Abstractions.TaskStatus;

namespace Connect.Grains.Status;

/// <summary>What is stored of the states of a connector and its tasks.</summary>
public sealed class StatusState
{
    /// <summary>Of the connector.</summary>
    public StateReport? Connector { get; set; }

    /// <summary>Of its tasks, by number.</summary>
    public SortedDictionary<int, StateReport> Tasks { get; set; } = [];

    /// <summary>The topics it has used.</summary>
    public SortedSet<string> Topics { get; set; } = new(StringComparer.Ordinal);
}

internal sealed class StatusGrain([PersistentState("status")] IPersistentState<StatusState> state) : Grain, IStatusGrain
{
    public async Task PutConnector(StateReport report)
    {
        if (state.State.Connector is { } known && !Replaces(known, report)) return;
        state.State.Connector = report;
        await state.WriteStateAsync();
    }

    public async Task PutTask(int task, StateReport report)
    {
        if (state.State.Tasks.TryGetValue(task, out var known) && !Replaces(known, report)) return;
        state.State.Tasks[task] = report;
        await state.WriteStateAsync();
    }

    public async Task AddTopic(string topic)
    {
        if (state.State.Topics.Add(topic)) await state.WriteStateAsync();
    }

    public async Task ResetTopics()
    {
        state.State.Topics.Clear();
        await state.WriteStateAsync();
    }

    public async Task RemoveTasksFrom(int first)
    {
        var gone = state.State.Tasks.Keys.Where(t => t >= first).ToList();
        if (gone.Count == 0) return;
        foreach (var task in gone) state.State.Tasks.Remove(task);
        await state.WriteStateAsync();
    }

    public async Task Clear()
    {
        await state.ClearStateAsync();
        state.State = new StatusState();
        DeactivateOnIdle();
    }

    public Task<StatusView?> Get() => Task.FromResult(state.State is { Connector: null, Tasks.Count: 0 }
        ? null
        : new StatusView(state.State.Connector, [.. state.State.Tasks.Select(t => new TaskStatus(t.Key, t.Value))]));

    public Task<List<string>> GetTopics() => Task.FromResult(state.State.Topics.ToList());

    public Task<StatusView?> GetState() => Get();

    /// <summary>A worker that shuts down says so of what another has started since: that is not news.</summary>
    private static bool Replaces(StateReport known, StateReport report) =>
        report.Epoch > known.Epoch || (report.Epoch == known.Epoch && !(report.State == WorkState.Unassigned && known.State == WorkState.Failed));
}
