namespace Connect.Broker.Server;

/// <summary>
/// The bytes that requests in flight may hold together (<c>queued.max.request.bytes</c>). A request that does not fit waits, for a bounded
/// time, until others are answered; one that is larger than the whole budget is let in when nobody else holds any.
/// </summary>
internal sealed class MemoryBudget(long capacity, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private long _used;

    /// <summary>False: there was no room within that time.</summary>
    public ValueTask<bool> TryReserveAsync(int bytes, TimeSpan within, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_waiters.Count == 0 && Fits(bytes))
            {
                _used += bytes;
                return new ValueTask<bool>(true);
            }

            var node = _waiters.AddLast(new Waiter(bytes));
            return new ValueTask<bool>(WaitAsync(node, within, cancellation));
        }
    }

    public void Release(int bytes)
    {
        if (bytes == 0) return;
        lock (_lock)
        {
            _used -= bytes;
            Admit();
        }
    }

    private async Task<bool> WaitAsync(LinkedListNode<Waiter> node, TimeSpan within, CancellationToken cancellation)
    {
        try
        {
            await node.Value.Admitted.Task.WaitAsync(within, time, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            var admitted = !Withdraw(node);
            if (e is TimeoutException) return admitted;
            if (admitted) Release(node.Value.Bytes);
            throw;
        }
    }

    /// <summary>False when it was admitted in the meantime; a withdrawn one no longer keeps those behind it waiting.</summary>
    private bool Withdraw(LinkedListNode<Waiter> node)
    {
        lock (_lock)
        {
            if (node.List is null) return false;
            _waiters.Remove(node);
            Admit();
            return true;
        }
    }

    private bool Fits(int bytes) => _used == 0 || _used + bytes <= capacity;

    private void Admit()
    {
        while (_waiters.First is { } next && Fits(next.Value.Bytes))
        {
            _waiters.RemoveFirst();
            _used += next.Value.Bytes;
            next.Value.Admitted.SetResult();
        }
    }

    private sealed record Waiter(int Bytes)
    {
        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
