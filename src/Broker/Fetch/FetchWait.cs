using Connect.Broker.Log;

namespace Connect.Broker.Fetch;

/// <summary>Sleeps until one of some partitions moves.</summary>
internal sealed class FetchWait(TimeProvider time) : IDisposable
{
    private readonly List<IDisposable> _registrations = [];
    private TaskCompletionSource _moved = NewSignal();

    /// <summary>Watches a partition. Look at it after this, not before, or a move in between is missed.</summary>
    public void Watch(PartitionLog log) => _registrations.Add(log.Moved.Register(Signal));

    /// <summary>True when a partition has moved since the last call (or the first watch); false when time has run out.</summary>
    public async ValueTask<bool> WaitAsync(TimeSpan within, CancellationToken cancellation)
    {
        try
        {
            await _moved.Task.WaitAsync(within, time, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }

        // Moves between the signal and this line are seen by the caller, who looks at the partitions after it.
        Volatile.Write(ref _moved, NewSignal());
        return true;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal() => Volatile.Read(ref _moved).TrySetResult();
}
