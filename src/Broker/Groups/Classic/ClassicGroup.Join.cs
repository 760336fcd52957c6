using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;

namespace Connect.Broker.Groups.Classic;

internal sealed partial class ClassicGroup
{
    private bool AllHaveJoined
    {
        get
        {
            if (_pending.Count > 0) return false;
            foreach (var (_, member) in _members)
            {
                if (member.Joining is null) return false;
            }

            return true;
        }
    }

    public Task<JoinGroupResponse> Join(JoinCall call, long now)
    {
        if (!HasRoomFor(call.MemberId)) return Refused(ErrorCode.GroupMaxSizeReached, "");
        if (!CanWorkWith(call)) return Refused(ErrorCode.InconsistentGroupProtocol, call.MemberId);
        if (call.MemberId.Length == 0) return JoinNew(call, now);
        if (call.InstanceId is null && _pending.ContainsKey(call.MemberId)) return Add(call, call.MemberId, now);
        var error = Check(call.MemberId, call.InstanceId);
        return error == ErrorCode.None ? JoinAgain(_members[call.MemberId], call, now) : Refused(error, call.MemberId);
    }

    private static Task<JoinGroupResponse> Refused(ErrorCode error, string memberId) =>
        Task.FromResult(new JoinGroupResponse { ErrorCode = error, MemberId = memberId, ProtocolName = null });

    private bool HasRoomFor(string memberId) => State switch
    {
        ClassicState.Empty => true,
        ClassicState.PreparingRebalance =>
            (_members.TryGetValue(memberId, out var member) && member.Joining is not null)
            || _members.Values.Count(m => m.Joining is not null) < settings.MaxSize,
        _ => _members.ContainsKey(memberId) || _members.Count < settings.MaxSize,
    };

    private bool CanWorkWith(JoinCall call)
    {
        if (call.ProtocolType.Length == 0 || call.Protocols.Count == 0) return false;
        if (_members.Count == 0) return true;
        return call.ProtocolType == ProtocolType
            && call.Protocols.Any(p => _members.Values.All(m => m.Id == call.MemberId || m.Supports(p.Name)));
    }

    private Task<JoinGroupResponse> JoinNew(JoinCall call, long now)
    {
        var id = $"{call.InstanceId ?? call.ClientId}-{Guid.NewGuid()}";
        if (call.InstanceId is { } instance)
            return _static.TryGetValue(instance, out var former) ? Replace(_members[former], call, id, now) : Add(call, id, now);
        if (!call.RequireKnownId) return Add(call, id, now);
        _pending[id] = now + call.SessionTimeoutMs;
        return Refused(ErrorCode.MemberIdRequired, id);
    }

    private Task<JoinGroupResponse> Add(JoinCall call, string id, long now)
    {
        _pending.Remove(id);
        var member = NewMember(call, id);
        if (_members.Count == 0) ProtocolType = call.ProtocolType;
        _members.Add(id, member);
        if (call.InstanceId is { } instance) _static[instance] = id;
        Leader ??= id;
        var answer = Wait(member);
        if (State == ClassicState.PreparingRebalance && _firstGeneration)
            _joinFrom = Math.Min(now + InitialDelayMs, _joinUntil);
        BeginOrAdvance(now, "a member joined");
        return answer;
    }

    private Task<JoinGroupResponse> JoinAgain(ClassicMember member, JoinCall call, long now)
    {
        var same = member.HasSameProtocols(call.Protocols);
        var current = State switch
        {
            // A lost answer is given once more.
            ClassicState.CompletingRebalance => same,

            // Followers learn the generation; a leader that joins again asks for a rebalance.
            ClassicState.Stable => same && Leader != member.Id,
            _ => false,
        };
        if (current)
        {
            Keep(member, now);
            return Task.FromResult(Joined(member, withMembers: State == ClassicState.CompletingRebalance));
        }

        Update(member, call);
        member.Joining?.TrySetResult(new JoinGroupResponse { ErrorCode = ErrorCode.RebalanceInProgress, MemberId = member.Id });
        var answer = Wait(member);
        BeginOrAdvance(now, "a member joined again");
        return answer;
    }

    /// <summary>A static member is back under a new id: it takes over its own place, without a rebalance where nothing else has changed.</summary>
    private Task<JoinGroupResponse> Replace(ClassicMember former, JoinCall call, string id, long now)
    {
        var formerLeader = Leader;
        Refuse(former, ErrorCode.FencedInstanceId);
        _members.Remove(former.Id);
        var member = NewMember(call, id);
        member.Assignment = former.Assignment;
        member.HasSynced = former.HasSynced;
        _members.Add(id, member);
        _static[call.InstanceId!] = id;
        if (Leader == former.Id) Leader = id;
        Keep(member, now);

        if (State == ClassicState.Stable && SelectProtocol() == Protocol)
        {
            var error = save(this, Assignments());
            if (error != ErrorCode.None)
            {
                Remove(member);
                _members.Add(former.Id, former);
                _static[call.InstanceId!] = former.Id;
                Leader = formerLeader;
                return Refused(error, id);
            }

            var answer = Joined(member, withMembers: call.KnowsSkippedAssignment);
            answer.SkipAssignment = call.KnowsSkippedAssignment && Leader == id;

            // A client that cannot be told to skip must not take itself for the leader, or it would assign without a rebalance.
            if (!call.KnowsSkippedAssignment) answer.Leader = formerLeader ?? "";
            return Task.FromResult(answer);
        }

        var waiting = Wait(member);
        BeginOrAdvance(now, "a static member came back");
        return waiting;
    }

    private ClassicMember NewMember(JoinCall call, string id) => new()
    {
        Id = id,
        InstanceId = call.InstanceId,
        ClientId = call.ClientId,
        ClientHost = call.ClientHost,
        SessionTimeoutMs = call.SessionTimeoutMs,
        RebalanceTimeoutMs = call.RebalanceTimeoutMs,
        Protocols = call.Protocols,
    };

    private static void Update(ClassicMember member, JoinCall call)
    {
        member.Protocols = call.Protocols;
        member.SessionTimeoutMs = call.SessionTimeoutMs;
        member.RebalanceTimeoutMs = call.RebalanceTimeoutMs;
    }

    private static Task<JoinGroupResponse> Wait(ClassicMember member)
    {
        member.Joining = new TaskCompletionSource<JoinGroupResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        return member.Joining.Task;
    }

    private JoinGroupResponse Joined(ClassicMember member, bool withMembers)
    {
        var answer = new JoinGroupResponse
        {
            GenerationId = Generation,
            ProtocolType = ProtocolType,
            ProtocolName = Protocol,
            Leader = Leader ?? "",
            MemberId = member.Id,
        };
        if (!withMembers || member.Id != Leader) return answer;
        foreach (var (_, other) in _members)
        {
            answer.Members.Add(new JoinGroupResponse.JoinGroupResponseMember
            {
                MemberId = other.Id,
                GroupInstanceId = other.InstanceId,
                Metadata = other.MetadataFor(Protocol),
            });
        }

        return answer;
    }
}
