using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Groups.Classic;

internal sealed partial class ClassicGroup
{
    private long InitialDelayMs => (long)settings.InitialRebalanceDelay.TotalMilliseconds;

    private long RebalanceTimeoutMs => _members.Count == 0 ? 0 : _members.Values.Max(m => (long)m.RebalanceTimeoutMs);

    private void BeginOrAdvance(long now, string reason)
    {
        if (State == ClassicState.PreparingRebalance) Advance(now);
        else BeginRebalance(now, reason);
    }

    private void BeginRebalance(long now, string reason)
    {
        GroupLog.Rebalancing(logger, groupId, reason);
        if (State == ClassicState.CompletingRebalance) ForgetAssignments(ErrorCode.RebalanceInProgress);
        _firstGeneration = State == ClassicState.Empty;
        State = ClassicState.PreparingRebalance;
        _joinUntil = now + RebalanceTimeoutMs;
        _joinFrom = _firstGeneration ? Math.Min(now + InitialDelayMs, _joinUntil) : now;
        Advance(now);
    }

    private void Advance(long now)
    {
        if (State == ClassicState.PreparingRebalance && now >= _joinFrom && AllHaveJoined) CompleteJoin(now);
    }

    /// <summary>Ends the wait for members: those that did not come are out, but for static ones, whose place is kept until their session ends.</summary>
    private void CompleteJoin(long now)
    {
        foreach (var member in _members.Values.Where(m => m.Joining is null && m.InstanceId is null).ToList())
        {
            GroupLog.MemberRemoved(logger, groupId, member.Id, "it did not join again within the rebalance time-out");
            Remove(member);
        }

        if (_members.Count > 0 && !ElectLeader())
        {
            _joinUntil = now + RebalanceTimeoutMs;
            return;
        }

        _firstGeneration = false;
        _joinUntil = Group.Never;
        Generation++;
        if (_members.Count == 0)
        {
            State = ClassicState.Empty;
            Protocol = null;
            Leader = null;

            // Should this not be stored, a restart finds the former members, whose sessions then end.
            _ = save(this, NoAssignments);
            GroupLog.Generation(logger, groupId, Generation, 0);
            return;
        }

        Protocol = SelectProtocol();
        State = ClassicState.CompletingRebalance;
        _syncUntil = now + RebalanceTimeoutMs;
        GroupLog.Generation(logger, groupId, Generation, _members.Count);
        foreach (var (_, member) in _members)
        {
            member.HasSynced = false;
            Keep(member, now);
            var joining = member.Joining;
            member.Joining = null;
            joining?.TrySetResult(Joined(member, withMembers: true));
        }
    }

    /// <summary>The leader stays if it has joined; else the first that has. False when nobody has.</summary>
    private bool ElectLeader()
    {
        if (Leader is not null && _members.TryGetValue(Leader, out var leader) && leader.Joining is not null) return true;
        var elected = _members.Values.FirstOrDefault(m => m.Joining is not null);
        if (elected is null) return false;
        Leader = elected.Id;
        return true;
    }

    /// <summary>Every member votes for the first of its protocols that all know.</summary>
    private string SelectProtocol()
    {
        var votes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (_, member) in _members)
        {
            var choice = member.Protocols.First(p => _members.Values.All(m => m.Supports(p.Name))).Name;
            votes[choice] = votes.GetValueOrDefault(choice) + 1;
        }

        return votes.MaxBy(v => v.Value).Key;
    }

    public Task<SyncGroupResponse> Sync(SyncGroupRequest request, long now)
    {
        var error = CheckSync(request);
        if (error != ErrorCode.None) return Task.FromResult(new SyncGroupResponse { ErrorCode = error });
        var member = _members[request.MemberId];
        member.HasSynced = true;
        Keep(member, now);
        if (State == ClassicState.Stable) return Task.FromResult(Synced(member));

        member.Syncing?.TrySetResult(new SyncGroupResponse { ErrorCode = ErrorCode.RebalanceInProgress });
        member.Syncing = new TaskCompletionSource<SyncGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = member.Syncing.Task;
        if (member.Id == Leader) Assign(request, now);
        return answer;
    }

    private ErrorCode CheckSync(SyncGroupRequest request)
    {
        if (State == ClassicState.Empty) return ErrorCode.UnknownMemberId;
        var error = Check(request.MemberId, request.GroupInstanceId);
        if (error != ErrorCode.None) return error;
        if (request.GenerationId != Generation) return ErrorCode.IllegalGeneration;
        if ((request.ProtocolType is { } type && type != ProtocolType) || (request.ProtocolName is { } name && name != Protocol))
            return ErrorCode.InconsistentGroupProtocol;
        return State == ClassicState.PreparingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    private void Assign(SyncGroupRequest request, long now)
    {
        var assignments = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var assignment in request.Assignments) assignments[assignment.MemberId] = assignment.Assignment;
        var error = save(this, assignments);
        if (error != ErrorCode.None)
        {
            ForgetAssignments(error);
            BeginRebalance(now, "the assignment could not be stored");
            return;
        }

        State = ClassicState.Stable;
        foreach (var (_, member) in _members)
        {
            member.Assignment = assignments.GetValueOrDefault(member.Id, []);
            var syncing = member.Syncing;
            member.Syncing = null;
            if (syncing is null) continue;
            Keep(member, now);
            syncing.TrySetResult(Synced(member));
        }
    }

    private SyncGroupResponse Synced(ClassicMember member) =>
        new() { ProtocolType = ProtocolType, ProtocolName = Protocol, Assignment = member.Assignment };

    private void ForgetAssignments(ErrorCode error)
    {
        foreach (var (_, member) in _members)
        {
            member.Assignment = [];
            var syncing = member.Syncing;
            member.Syncing = null;
            syncing?.TrySetResult(new SyncGroupResponse { ErrorCode = error });
        }
    }

    private Dictionary<string, byte[]> Assignments() => _members.ToDictionary(m => m.Key, m => m.Value.Assignment, StringComparer.Ordinal);
}
