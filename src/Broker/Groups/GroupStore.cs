using System.Collections.Concurrent;
using Connect.Broker.Coordination;
using Connect.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Groups;

/// <summary>All groups: in memory, and in the log that they come back from after a restart.</summary>
internal sealed class GroupStore(IStateLog log, GroupFactory factory, ILogger logger)
{
    private readonly ConcurrentDictionary<string, Group> _groups = new(StringComparer.Ordinal);

    // Those with something due at some time: what the periodic work looks at, however many groups there are.
    private readonly ConcurrentDictionary<string, Group> _timed = new(StringComparer.Ordinal);

    // Which groups of a partition have offsets in a producer's open transaction.
    private readonly Dictionary<(int Partition, long ProducerId), HashSet<string>> _pending = [];
    private volatile bool _loaded;

    public bool IsLoaded => _loaded;

    public int Count => _groups.Count;

    public IEnumerable<Group> All => _groups.Select(g => g.Value);

    public IEnumerable<Group> Timed => _timed.Select(g => g.Value);

    public Group? Find(string id) => _groups.GetValueOrDefault(id);

    public Group FindOrAdd(string id) => _groups.GetOrAdd(id, static (key, f) => new Group(key, f.NewClassic(key)), factory);

    /// <summary>Stores records of the group as one batch, all or none.</summary>
    public ErrorCode Append(string groupId, ReadOnlySpan<StateRecord> records, StateProducer? producer = null)
    {
        if (records.IsEmpty) return ErrorCode.None;
        var error = AsCoordinator(log.Append(log.PartitionFor(groupId), records, producer));
        if (error != ErrorCode.None) GroupLog.NotStored(logger, groupId, error);
        return error;
    }

    /// <summary>Lets go of a group of which nothing is stored any more. Called under its lock.</summary>
    public void Forget(Group group)
    {
        group.IsRemoved = true;
        _timed.TryRemove(KeyValuePair.Create(group.Id, group));
        _groups.TryRemove(KeyValuePair.Create(group.Id, group));
    }

    public void MakeClassic(Group group) => group.Become(factory.NewClassic(group.Id));

    public void Schedule(Group group, long deadline)
    {
        group.NextDeadline = deadline;
        if (deadline == Group.Never) _timed.TryRemove(KeyValuePair.Create(group.Id, group));
        else _timed.TryAdd(group.Id, group);
    }

    public void AddPending(string groupId, long producerId)
    {
        var key = (log.PartitionFor(groupId), producerId);
        lock (_pending)
        {
            if (!_pending.TryGetValue(key, out var groups)) _pending.Add(key, groups = new HashSet<string>(StringComparer.Ordinal));
            groups.Add(groupId);
        }
    }

    /// <summary>The groups that have offsets in the producer's transaction, which is over.</summary>
    public IReadOnlyCollection<string> TakePending(int partition, long producerId)
    {
        lock (_pending) return _pending.Remove((partition, producerId), out var groups) ? groups : [];
    }

    /// <summary>Reads everything that was stored. Nothing else touches the groups before this is done.</summary>
    public void Load(long now, CancellationToken stop)
    {
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            stop.ThrowIfCancellationRequested();
            log.Replay(partition, new GroupReplay(this, partition, now, logger));
        }
    }

    public void MarkLoaded() => _loaded = true;

    // What a client of the coordinator is told when the coordinator's own log does not take a write.
    private static ErrorCode AsCoordinator(ErrorCode error) => error switch
    {
        ErrorCode.None => ErrorCode.None,
        ErrorCode.NotLeaderOrFollower or ErrorCode.KafkaStorageError => ErrorCode.NotCoordinator,
        ErrorCode.MessageTooLarge or ErrorCode.RecordListTooLarge => ErrorCode.InvalidCommitOffsetSize,
        _ => ErrorCode.CoordinatorNotAvailable,
    };
}
