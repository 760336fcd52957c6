using System.Collections.Concurrent;

namespace Connect.Broker.Topics;

/// <summary>
/// Tells changes in the order in which they happened, one at a time and under no lock of the registry: a listener may hold locks of its own
/// and ask the registry for things. A thread that finds another one telling leaves its change to it.
/// </summary>
internal sealed class ChangeFeed
{
    private readonly ConcurrentQueue<TopicChange> _waiting = new();
    private int _untold;

    public event Action<TopicChange>? Changed;

    /// <summary>To be called in the order of the changes.</summary>
    public void Add(TopicChange change) => _waiting.Enqueue(change);

    public void Raise()
    {
        if (Interlocked.Increment(ref _untold) != 1) return;
        do
        {
            while (_waiting.TryDequeue(out var change)) Changed?.Invoke(change);
        }
        while (Interlocked.Decrement(ref _untold) != 0);
    }
}
