using System.Collections.Concurrent;

namespace Connect.Grains.Hosting;

/// <summary>
/// The pumps and connectors of this process, so that they can be stopped while grains still answer: their last offsets have to be stored.
/// </summary>
public sealed class RunningWork
{
    private readonly ConcurrentDictionary<object, Func<Task>> _stops = new();

    /// <summary>True once the process shuts down: nothing is started any more.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>Adds something that runs, with how to stop it.</summary>
    public void Add(object work, Func<Task> stop) => _stops[work] = stop;

    /// <summary>It has stopped.</summary>
    public void Remove(object work) => _stops.TryRemove(work, out _);

    /// <summary>Stops all at once.</summary>
    public async Task DrainAsync()
    {
        IsDraining = true;
        await Task.WhenAll(_stops.Values.Select(stop => stop()));
        _stops.Clear();
    }
}
