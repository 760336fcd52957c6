using Connect.Broker.Configuration;
using Connect.Broker.Coordination;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Groups.Offsets;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Topics;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Groups;

/// <summary>
/// All groups: who may look at or change one, what is due from time to time, and what follows from the ends of transactions and of topics.
/// </summary>
internal sealed class GroupCoordinator
{
    private readonly GroupStore _store;
    private readonly ITopicCatalog _topics;
    private readonly GroupSettings _settings;
    private readonly ILogger _logger;
    private int _topicsVersion;

    public GroupCoordinator(IStateLog log, ITopicCatalog topics, GroupSettings settings, TimeProvider time, ILogger logger)
    {
        Clock = new Clock(time);
        var factory = new GroupFactory(settings, Clock, logger);
        _store = factory.Store = new GroupStore(log, factory, logger);
        _topics = topics;
        _settings = settings;
        _logger = logger;
        topics.Changed += OnTopicChanged;
    }

    public Clock Clock { get; }

    public bool IsLoaded => _store.IsLoaded;

    public GroupStore Store => _store;

    /// <summary>Rises whenever there are other topics or partitions than before.</summary>
    public int TopicsVersion => Volatile.Read(ref _topicsVersion);

    /// <summary>Works on a group under its lock.</summary>
    /// <param name="id">The group.</param>
    /// <param name="create">Whether there is to be one if there is none; where not, null is worked on.</param>
    /// <param name="work">What to do. The group is let go of if nothing is in it afterwards.</param>
    public T Enter<T>(string id, bool create, Func<Group?, T> work)
    {
        while (true)
        {
            var group = create ? _store.FindOrAdd(id) : _store.Find(id);
            if (group is null) return work(null);
            lock (group.Gate)
            {
                if (group.IsRemoved) continue; // it was deleted between the look-up and the lock
                try
                {
                    return work(group);
                }
                finally
                {
                    if (!group.IsRemoved) Settle(group);
                }
            }
        }
    }

    /// <summary>Reads all groups from their log; until then clients are told to come back.</summary>
    public void Load(bool anything, CancellationToken stop)
    {
        var now = Clock.Now;
        var offsets = 0;
        if (anything) _store.Load(now, stop);
        foreach (var group in _store.All)
        {
            lock (group.Gate)
            {
                group.Consumer?.KeepAll(now, (long)_settings.Consumer.SessionTimeout.TotalMilliseconds);
                RemoveOffsets(group, p => !_topics.TryGet(p.Topic, out _));
                offsets += group.Offsets.Count;
                Settle(group);
            }
        }

        _store.MarkLoaded();
        if (anything) GroupLog.Loaded(_logger, _store.Count, offsets);
    }

    /// <summary>Does what is due: ends sessions, and waits for members.</summary>
    public void Tick()
    {
        if (!IsLoaded) return;
        var now = Clock.Now;
        foreach (var group in _store.Timed)
        {
            if (now < group.NextDeadline) continue;
            Each(group, g =>
            {
                g.Classic?.Tick(now);
                if (g.Consumer is { } consumer) Expire(consumer, now);
            });
        }
    }

    /// <summary>Forgets offsets that nobody has committed for long, and groups in which nothing is left.</summary>
    public void ExpireOffsets()
    {
        if (!IsLoaded) return;
        var expiry = new OffsetExpiry((long)_settings.OffsetsRetention.TotalMilliseconds, Clock.WallClock);
        foreach (var group in _store.All)
        {
            Each(group, g =>
            {
                RemoveOffsets(g, expiry.For(g));
                if (g.IsEmpty && g.Offsets.IsEmpty) Delete(g);
            });
        }
    }

    /// <summary>A producer's transaction has ended in a partition of the offsets topic: its offsets count now, or never.</summary>
    public ErrorCode OffsetsEnded(int partition, StateProducer producer, bool commit)
    {
        if (!IsLoaded) return ErrorCode.CoordinatorLoadInProgress;
        foreach (var id in _store.TakePending(partition, producer.ProducerId))
        {
            Enter(id, create: false, group =>
            {
                group?.Offsets.End(producer.ProducerId, commit);
                return true;
            });
        }

        return ErrorCode.None;
    }

    /// <summary>Deletes an empty group with its offsets. Called under its lock.</summary>
    public ErrorCode Delete(Group group)
    {
        var records = group.Offsets.Partitions.Select(p => OffsetRecords.Remove(group.Id, p)).ToList();
        records.AddRange(group.Consumer is null ? [GroupFactory.ClassicTombstone(group.Id)] : ConsumerGroupRecords.Tombstones(group.Id));
        var error = _store.Append(group.Id, [.. records]);
        if (error != ErrorCode.None) return error;
        group.Classic?.Abandon(ErrorCode.UnknownMemberId);
        _store.Forget(group);
        return ErrorCode.None;
    }

    private void Settle(Group group)
    {
        var classic = group.Classic;
        var deadline = classic?.NextDeadline ?? group.Consumer!.NextDeadline;

        // Nothing of such a group was ever stored: a request that was refused must not leave anything behind.
        if (classic is { Generation: 0 } && deadline == Group.Never && classic.Members.Count == 0 && group.Offsets.IsEmpty) _store.Forget(group);
        else _store.Schedule(group, deadline);
    }

    private void Each(Group group, Action<Group> work)
    {
        try
        {
            Enter(group.Id, create: false, g =>
            {
                if (g is not null) work(g);
                return true;
            });
        }
        catch (Exception e)
        {
            GroupLog.PeriodicWorkFailed(_logger, group.Id, e);
        }
    }

    private void Expire(ConsumerGroup consumer, long now)
    {
        var expired = consumer.Expired(now);
        if (expired.Count == 0) return;
        foreach (var (id, reason) in expired) GroupLog.MemberRemoved(_logger, consumer.GroupId, id, reason);
        var next = consumer.State.Without(expired.Select(e => e.MemberId));
        var records = ConsumerGroupRecords.Difference(consumer.GroupId, consumer.State, next);
        if (_store.Append(consumer.GroupId, [.. records]) == ErrorCode.None) consumer.Commit(next);
    }

    private void OnTopicChanged(TopicChange change)
    {
        Interlocked.Increment(ref _topicsVersion);
        if (change.Kind != TopicChangeKind.Deleted || !IsLoaded) return;
        foreach (var group in _store.All) Each(group, g => RemoveOffsets(g, p => p.Topic == change.Topic.Name));
    }

    private void RemoveOffsets(Group group, Func<TopicPartition, bool> which)
    {
        var gone = group.Offsets.Partitions.Where(which).ToList();
        if (gone.Count == 0) return;
        if (_store.Append(group.Id, [.. gone.Select(p => OffsetRecords.Remove(group.Id, p))]) != ErrorCode.None) return;
        foreach (var partition in gone) group.Offsets.Remove(partition);
    }
}
