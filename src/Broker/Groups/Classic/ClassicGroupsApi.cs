using Connect.Broker.Configuration;
using Connect.Broker.Groups.Consumer;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;

namespace Connect.Broker.Groups.Classic;

/// <summary>The requests of members of the classic protocol.</summary>
internal sealed class ClassicGroupsApi(GroupCoordinator groups, GroupSettings settings)
{
    private const short KnowsInstances = 3;

    public void Map(RequestRouter router)
    {
        router.Map<JoinGroupRequest, JoinGroupResponse>(JoinAsync);
        router.Map<SyncGroupRequest, SyncGroupResponse>(SyncAsync);
        router.Map<HeartbeatRequest, HeartbeatResponse>((r, _) => new(new HeartbeatResponse { ErrorCode = Heartbeat(r) }));
        router.Map<LeaveGroupRequest, LeaveGroupResponse>((r, c) => new(Leave(r, c.ApiVersion)));
    }

    private async ValueTask<JoinGroupResponse?> JoinAsync(JoinGroupRequest request, RequestContext context)
    {
        var answer = await Join(request, context).WaitAsync(context.Aborted).ConfigureAwait(false);

        // The field could not be null before version 7.
        if (context.ApiVersion < 7) answer.ProtocolName ??= "";
        return answer;
    }

    private Task<JoinGroupResponse> Join(JoinGroupRequest request, RequestContext context)
    {
        var refusal = Refusal(request);
        if (refusal != ErrorCode.None)
            return Task.FromResult(new JoinGroupResponse { ErrorCode = refusal, MemberId = request.MemberId, ProtocolName = null });
        var call = new JoinCall
        {
            MemberId = request.MemberId,
            InstanceId = request.GroupInstanceId,
            ClientId = context.ClientId ?? "",
            ClientHost = context.ClientHost,
            SessionTimeoutMs = request.SessionTimeoutMs,
            RebalanceTimeoutMs = request.RebalanceTimeoutMs < 0 ? request.SessionTimeoutMs : request.RebalanceTimeoutMs,
            ProtocolType = request.ProtocolType,
            Protocols = [.. request.Protocols.Select(p => new ClassicProtocol(p.Name, p.Metadata))],
            RequireKnownId = context.ApiVersion >= 4 && request.GroupInstanceId is null,
            KnowsSkippedAssignment = context.ApiVersion >= 9,
        };
        return groups.Enter(request.GroupId, create: call.MemberId.Length == 0, group =>
        {
            if (group is null) return Answer(ErrorCode.UnknownMemberId);
            if (group.Consumer is not null && !TryDowngrade(group)) return Answer(ErrorCode.InconsistentGroupProtocol);
            return group.Classic!.Join(call, groups.Clock.Now);
        });

        Task<JoinGroupResponse> Answer(ErrorCode error) =>
            Task.FromResult(new JoinGroupResponse { ErrorCode = error, MemberId = request.MemberId, ProtocolName = null });
    }

    private ErrorCode Refusal(JoinGroupRequest request)
    {
        if (request.GroupId.Length == 0) return ErrorCode.InvalidGroupId;
        if (!groups.IsLoaded) return ErrorCode.CoordinatorLoadInProgress;
        return request.SessionTimeoutMs < settings.MinSessionTimeout.TotalMilliseconds || request.SessionTimeoutMs > settings.MaxSessionTimeout.TotalMilliseconds
            ? ErrorCode.InvalidSessionTimeout
            : ErrorCode.None;
    }

    /// <summary>A group of the newer protocol without members may go on as a classic one.</summary>
    private bool TryDowngrade(Group group)
    {
        if (!group.IsEmpty) return false;
        if (groups.Store.Append(group.Id, [.. ConsumerGroupRecords.Tombstones(group.Id)]) != ErrorCode.None) return false;
        groups.Store.MakeClassic(group);
        return true;
    }

    private async ValueTask<SyncGroupResponse?> SyncAsync(SyncGroupRequest request, RequestContext context)
    {
        var refusal = CommonRefusal(request.GroupId);
        if (refusal == ErrorCode.None && context.ApiVersion >= 5 && (request.ProtocolType is null || request.ProtocolName is null))
            refusal = ErrorCode.InconsistentGroupProtocol;
        if (refusal != ErrorCode.None) return new SyncGroupResponse { ErrorCode = refusal };
        var answer = groups.Enter(request.GroupId, create: false, group => group?.Classic is { } classic
            ? classic.Sync(request, groups.Clock.Now)
            : Task.FromResult(new SyncGroupResponse { ErrorCode = ErrorCode.UnknownMemberId }));
        return await answer.WaitAsync(context.Aborted).ConfigureAwait(false);
    }

    private ErrorCode Heartbeat(HeartbeatRequest request)
    {
        var refusal = CommonRefusal(request.GroupId);
        return refusal != ErrorCode.None
            ? refusal == ErrorCode.CoordinatorLoadInProgress ? ErrorCode.None : refusal // the session begins anew after loading anyway
            : groups.Enter(request.GroupId, create: false, group => group?.Classic is { } classic
                ? classic.Heartbeat(request.MemberId, request.GroupInstanceId, request.GenerationId, groups.Clock.Now)
                : ErrorCode.UnknownMemberId);
    }

    private LeaveGroupResponse Leave(LeaveGroupRequest request, short version)
    {
        var refusal = CommonRefusal(request.GroupId);
        if (refusal != ErrorCode.None) return new LeaveGroupResponse { ErrorCode = refusal };
        var members = version >= KnowsInstances
            ? request.Members
            : [new LeaveGroupRequest.MemberIdentity { MemberId = request.MemberId }];
        var answers = groups.Enter(request.GroupId, create: false, group => members.Select(m => new LeaveGroupResponse.MemberResponse
        {
            MemberId = m.MemberId,
            GroupInstanceId = m.GroupInstanceId,
            ErrorCode = group?.Classic is { } classic
                ? classic.Leave(m.MemberId, m.GroupInstanceId, m.Reason ?? "it left", groups.Clock.Now)
                : ErrorCode.UnknownMemberId,
        }).ToList());
        return version >= KnowsInstances
            ? new LeaveGroupResponse { Members = answers }
            : new LeaveGroupResponse { ErrorCode = answers[0].ErrorCode };
    }

    private ErrorCode CommonRefusal(string groupId) =>
        groupId.Length == 0 ? ErrorCode.InvalidGroupId : groups.IsLoaded ? ErrorCode.None : ErrorCode.CoordinatorLoadInProgress;
}
