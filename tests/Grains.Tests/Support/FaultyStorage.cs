using System.Collections.Concurrent;
using System.Text.Json;
using Orleans.Storage;

namespace Connect.Grains.Tests.Support;

/// <summary>Keeps states in memory for all silos of a test cluster, and fails writes when told to.</summary>
public sealed class FaultyStorage : IGrainStorage
{
    private readonly ConcurrentDictionary<(string, GrainId), (string ETag, byte[]? Json)> _states = new();
    private int _failures;

    /// <summary>The next writes of a state of this name fail.</summary>
    public string FailingState { get; set; } = "";

    public void FailNext(string state, int writes)
    {
        FailingState = state;
        Volatile.Write(ref _failures, writes);
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var known = _states.TryGetValue((stateName, grainId), out var found);
        grainState.ETag = known ? found.ETag : null;
        grainState.RecordExists = found.Json is not null;
        grainState.State = found.Json is null ? Activator.CreateInstance<T>() : JsonSerializer.Deserialize<T>(found.Json)!;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Store(stateName, grainId, grainState, JsonSerializer.SerializeToUtf8Bytes(grainState.State));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Store(stateName, grainId, grainState, null);

    private Task Store<T>(string stateName, GrainId grainId, IGrainState<T> grainState, byte[]? json)
    {
        if (stateName == FailingState && Interlocked.Decrement(ref _failures) >= 0) throw new IOException($"The disk is full (writing {stateName})");
        var next = Guid.NewGuid().ToString("N");
        var stored = grainState.ETag is null
            ? _states.TryAdd((stateName, grainId), (next, json))
            : _states.TryGetValue((stateName, grainId), out var found) && found.ETag == grainState.ETag && _states.TryUpdate((stateName, grainId), (next, json), found);
        if (!stored) throw new InconsistentStateException($"{stateName} of {grainId} was changed");
        grainState.ETag = next;
        grainState.RecordExists = json is not null;
        return Task.CompletedTask;
    }
}
