using System.Diagnostics.CodeAnalysis;

namespace Connect.Broker.Fetch;

/// <summary>
/// All fetch sessions, at most <c>max.incremental.fetch.session.cache.slots</c> of them. A new one takes the place of one that has not been
/// used for <see cref="EvictAfter"/>, or of an old smaller one; otherwise its client goes on without a session.
/// </summary>
internal sealed class FetchSessionCache(int slots, TimeProvider time)
{
    public static readonly TimeSpan EvictAfter = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, FetchSession> _sessions = [];

    public int Count
    {
        get
        {
            lock (_lock) return _sessions.Count;
        }
    }

    /// <summary>A new session, or null when there is no room.</summary>
    public FetchSession? TryCreate(int size, bool byTopicId)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_sessions.Count >= slots && !TryEvict(size, now)) return null;
            var session = new FetchSession(NewId(), byTopicId, now);
            _sessions.Add(session.Id, session);
            return session;
        }
    }

    public bool TryGet(int id, [NotNullWhen(true)] out FetchSession? session)
    {
        lock (_lock)
        {
            if (!_sessions.TryGetValue(id, out session)) return false;
            session.LastUsed = time.GetTimestamp();
            return true;
        }
    }

    public void Remove(int id)
    {
        lock (_lock) _sessions.Remove(id);
    }

    private bool TryEvict(int size, long now)
    {
        FetchSession? oldest = null, smallest = null;
        foreach (var session in _sessions.Values)
        {
            if (oldest is null || session.LastUsed < oldest.LastUsed) oldest = session;
            if (time.GetElapsedTime(session.Created, now) >= EvictAfter && (smallest is null || session.Size < smallest.Size)) smallest = session;
        }

        if (oldest is not null && time.GetElapsedTime(oldest.LastUsed, now) >= EvictAfter) return _sessions.Remove(oldest.Id);
        return smallest is not null && smallest.Size < size && _sessions.Remove(smallest.Id);
    }

    private int NewId()
    {
        int id;
        do id = Random.Shared.Next(1, int.MaxValue);
        while (_sessions.ContainsKey(id));
        return id;
    }
}
