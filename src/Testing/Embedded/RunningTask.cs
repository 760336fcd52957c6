using System.Collections.Concurrent;
using Connect.Runtime.Workers;
using Connect.Testing.Support;

namespace Connect.Testing.Embedded;

/// <summary>A task that runs with everything that a worker gives it, and what it says of itself.</summary>
public sealed class RunningTask : IAsyncDisposable
{
    private readonly ConcurrentQueue<(WorkState State, string? Trace)> _states = new();
    private TaskPump _pump = null!;

    internal RunningTask() { }

    /// <summary>Which task it is.</summary>
    public TaskId Id => _pump.Id;

    /// <summary>The states so far, with the trace of a failure.</summary>
    public IReadOnlyCollection<(WorkState State, string? Trace)> States => _states;

    /// <summary>The present state; null before there is one.</summary>
    public WorkState? State => _states.IsEmpty ? null : _states.Last().State;

    /// <summary>The trace of the present state, if it is a failure.</summary>
    public string? Trace => _states.IsEmpty ? null : _states.Last().Trace;

    /// <summary>How many records have passed through it.</summary>
    public long Records => _pump.Records;

    /// <summary>Pauses it, or lets it go on.</summary>
    public void SetTarget(TargetState target) => _pump.SetTarget(target);

    /// <summary>Waits for a state.</summary>
    public Task ReachAsync(WorkState state) => Eventually.TrueAsync(() => State == state, () => $"The task is {State}, not {state}, after {Records} records. {Trace}");

    /// <summary>Stops it as a worker does: what is under way is written, and its offsets are committed.</summary>
    public Task<bool> StopAsync() => _pump.StopAsync(TimeSpan.FromSeconds(20));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _pump.DisposeAsync().ConfigureAwait(false);
    }

    internal void OnState(WorkState state, string? trace) => _states.Enqueue((state, trace));

    internal void Use(TaskPump pump)
    {
        _pump = pump;
        pump.Start();
    }
}
