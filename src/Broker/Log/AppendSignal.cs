namespace Connect.Broker.Log;

/// <summary>Tells long polls that a log has moved: its end, its stable offset or its start, or that it is gone. Costs next to nothing when nobody waits.</summary>
internal sealed class AppendSignal
{
    private readonly Lock _lock = new();
    private Waiter? _first;

    public bool HasWaiters => Volatile.Read(ref _first) is not null;

    /// <summary>
    /// Calls <paramref name="moved"/> at every move until the result is disposed. Register first and look at the log after that, or a move
    /// in between is missed. The callback runs on the appending thread: it must be quick, must not throw and must not call the log. One that
    /// is under way when the result is disposed may still come.
    /// </summary>
    public IDisposable Register(Action moved)
    {
        var waiter = new Waiter(this, moved);
        lock (_lock)
        {
            waiter.Next = _first;
            if (_first is not null) _first.Previous = waiter;
            Volatile.Write(ref _first, waiter);
        }

        return waiter;
    }

    public void Raise()
    {
        if (!HasWaiters) return;
        lock (_lock)
        {
            for (var waiter = _first; waiter is not null; waiter = waiter.Next) waiter.Moved();
        }
    }

    private void Remove(Waiter waiter)
    {
        lock (_lock)
        {
            if (waiter.Removed) return;
            waiter.Removed = true;
            if (waiter.Previous is null) Volatile.Write(ref _first, waiter.Next);
            else waiter.Previous.Next = waiter.Next;
            if (waiter.Next is not null) waiter.Next.Previous = waiter.Previous;
        }
    }

    private sealed class Waiter(AppendSignal signal, Action moved) : IDisposable
    {
        public Action Moved { get; } = moved;

        public Waiter? Next { get; set; }

        public Waiter? Previous { get; set; }

        public bool Removed { get; set; }

        public void Dispose() => signal.Remove(this);
    }
}
