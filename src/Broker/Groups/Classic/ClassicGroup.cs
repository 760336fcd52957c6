using Connect.Broker.Configuration;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Groups.Classic;

/// <summary>
/// The members of a group of the classic protocol: generations, the leader, joining and syncing. Not thread-safe: called under the group's lock.
/// </summary>
/// <param name="groupId">The group.</param>
/// <param name="settings">The broker's settings for groups.</param>
/// <param name="save">Stores the group as it is, with the given assignments; what it answers with an error has not happened.</param>
/// <param name="logger">Rebalances and lost members are told there.</param>
internal sealed partial class ClassicGroup(
    string groupId, GroupSettings settings, Func<ClassicGroup, IReadOnlyDictionary<string, byte[]>, ErrorCode> save, ILogger logger)
{
    private static readonly Dictionary<string, byte[]> NoAssignments = [];

    private readonly Dictionary<string, ClassicMember> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _static = new(StringComparer.Ordinal);

    // Ids that were given out and not joined with yet, each with the time until which it is waited for.
    private readonly Dictionary<string, long> _pending = new(StringComparer.Ordinal);

    // While preparing: not done before (the initial delay), and done at the latest.
    private long _joinFrom;
    private long _joinUntil = Group.Never;
    private bool _firstGeneration;

    // Who has been told the generation and has not synced by then is removed.
    private long _syncUntil = Group.Never;

    public ClassicState State { get; private set; }

    public int Generation { get; private set; }

    /// <summary>Null for a group that never had members.</summary>
    public string? ProtocolType { get; private set; }

    public string? Protocol { get; private set; }

    public string? Leader { get; private set; }

    /// <summary>The wall clock when the group last became what it is; -1 when not known.</summary>
    public long StateSince { get; set; } = -1;

    public IReadOnlyCollection<ClassicMember> Members => _members.Values;

    /// <summary>The error of a request of a member that is not, or no longer, who it says; None for a member.</summary>
    public ErrorCode Check(string memberId, string? instanceId)
    {
        if (instanceId is not null && _static.TryGetValue(instanceId, out var current) && current != memberId) return ErrorCode.FencedInstanceId;
        if (instanceId is not null && !_static.ContainsKey(instanceId)) return ErrorCode.UnknownMemberId;
        return _members.ContainsKey(memberId) ? ErrorCode.None : ErrorCode.UnknownMemberId;
    }

    public ErrorCode Heartbeat(string memberId, string? instanceId, int generation, long now)
    {
        if (State == ClassicState.Empty) return ErrorCode.UnknownMemberId;
        var error = Check(memberId, instanceId);
        if (error != ErrorCode.None) return error;
        if (generation != Generation) return ErrorCode.IllegalGeneration;
        Keep(_members[memberId], now);
        return State == ClassicState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    /// <summary>Whether offsets may be committed: by a member of this generation, or by anybody while there are no members.</summary>
    public ErrorCode CheckCommit(string memberId, string? instanceId, int generation, bool transactional, long now)
    {
        if (generation < 0 && State == ClassicState.Empty) return ErrorCode.None;
        if (generation >= 0 || memberId.Length > 0 || instanceId is not null)
        {
            var error = Check(memberId, instanceId);
            if (error != ErrorCode.None) return error;
            if (generation != Generation) return ErrorCode.IllegalGeneration;
            Keep(_members[memberId], now);
        }
        else if (!transactional)
        {
            return ErrorCode.UnknownMemberId;
        }

        return !transactional && State == ClassicState.CompletingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    /// <summary>A member goes; one with an instance id may be named by that alone.</summary>
    public ErrorCode Leave(string memberId, string? instanceId, string reason, long now)
    {
        if (instanceId is not null)
        {
            if (!_static.TryGetValue(instanceId, out var current)) return ErrorCode.UnknownMemberId;
            if (memberId.Length > 0 && memberId != current) return ErrorCode.FencedInstanceId;
            memberId = current;
        }
        else if (_pending.Remove(memberId))
        {
            Advance(now);
            return ErrorCode.None;
        }

        if (!_members.TryGetValue(memberId, out var member)) return ErrorCode.UnknownMemberId;
        GroupLog.MemberRemoved(logger, groupId, memberId, reason);
        Remove(member);
        AfterRemoval(now, "a member left");
        return ErrorCode.None;
    }

    /// <summary>Does what is due by now, and tells when something is due next.</summary>
    public long Tick(long now)
    {
        ExpirePending(now);
        ExpireMembers(now);
        if (State == ClassicState.PreparingRebalance && now >= _joinUntil) CompleteJoin(now);
        Advance(now);
        if (State is (ClassicState.CompletingRebalance or ClassicState.Stable) && now >= _syncUntil) ExpireUnsynced(now);
        return NextDeadline;
    }

    public long NextDeadline
    {
        get
        {
            var next = Group.Never;
            foreach (var (_, until) in _pending) next = Math.Min(next, until);
            foreach (var (_, member) in _members)
            {
                if (!member.IsWaiting) next = Math.Min(next, member.Deadline);
            }

            return State switch
            {
                ClassicState.PreparingRebalance => Math.Min(next, AllHaveJoined ? Math.Min(_joinFrom, _joinUntil) : _joinUntil),
                ClassicState.CompletingRebalance or ClassicState.Stable => Math.Min(next, _syncUntil),
                _ => next,
            };
        }
    }

    private static void Keep(ClassicMember member, long now) => member.Deadline = now + member.SessionTimeoutMs;

    private void ExpirePending(long now)
    {
        foreach (var (id, until) in _pending)
        {
            if (now >= until) _pending.Remove(id);
        }
    }

    private void ExpireMembers(long now)
    {
        List<ClassicMember>? silent = null;
        foreach (var (_, member) in _members)
        {
            if (!member.IsWaiting && now >= member.Deadline) (silent ??= []).Add(member);
        }

        if (silent is null) return;
        foreach (var member in silent)
        {
            GroupLog.MemberRemoved(logger, groupId, member.Id, "no heartbeat within its session time-out");
            Remove(member);
        }

        AfterRemoval(now, "a member's session timed out");
    }

    private void ExpireUnsynced(long now)
    {
        _syncUntil = Group.Never;
        var missing = _members.Values.Where(m => !m.HasSynced).ToList();
        if (missing.Count == 0) return;
        foreach (var member in missing)
        {
            GroupLog.MemberRemoved(logger, groupId, member.Id, "no SyncGroup within its rebalance time-out");
            Remove(member);
        }

        AfterRemoval(now, "members did not sync");
    }

    private void Remove(ClassicMember member)
    {
        _members.Remove(member.Id);
        if (member.InstanceId is { } instance && _static.GetValueOrDefault(instance) == member.Id) _static.Remove(instance);
        if (Leader == member.Id) Leader = _members.Keys.FirstOrDefault();
        Refuse(member, ErrorCode.UnknownMemberId);
    }

    private static void Refuse(ClassicMember member, ErrorCode error)
    {
        member.Joining?.TrySetResult(new JoinGroupResponse { ErrorCode = error, MemberId = member.Id });
        member.Syncing?.TrySetResult(new SyncGroupResponse { ErrorCode = error });
        member.Joining = null;
        member.Syncing = null;
    }

    private void AfterRemoval(long now, string reason)
    {
        if (State is ClassicState.Stable or ClassicState.CompletingRebalance) BeginRebalance(now, reason);
        else Advance(now);
    }
}
