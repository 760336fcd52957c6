namespace Connect.Runtime.Workers;

/// <summary>Decides when a task that failed is started again by itself. Safe to be told of states by any thread.</summary>
/// <param name="settings">Whether and how often.</param>
/// <param name="time">The clock.</param>
public sealed class TaskRestarts(RestartSettings settings, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _started = time.GetTimestamp();
    private int _attempts;
    private (long At, TimeSpan Wait)? _failed;

    /// <summary>How often in a row it was started again.</summary>
    public int Attempts
    {
        get
        {
            lock (_lock) return _attempts;
        }
    }

    /// <summary>The task failed.</summary>
    public void OnFailed()
    {
        lock (_lock)
        {
            if (_failed is not null) return;
            if (time.GetElapsedTime(_started) >= settings.MaxBackoff) _attempts = 0;
            var wait = settings.Backoff.TotalMilliseconds * Math.Pow(2, _attempts);
            _failed = (time.GetTimestamp(), wait < settings.MaxBackoff.TotalMilliseconds ? TimeSpan.FromMilliseconds(wait) : settings.MaxBackoff);
        }
    }

    /// <summary>Whether the task is to be started again now; if so, it counts as started.</summary>
    public bool TryTake()
    {
        lock (_lock)
        {
            if (_failed is not { } failed || (settings.Attempts >= 0 && _attempts >= settings.Attempts) || time.GetElapsedTime(failed.At) < failed.Wait) return false;
            _failed = null;
            _attempts++;
            _started = time.GetTimestamp();
            return true;
        }
    }
}
