using System.Collections.Immutable;
using Connect.Broker.Configuration;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Messages;
using Connect.Broker.Server;
using Connect.Broker.Topics;

namespace Connect.Broker.Groups.Consumer;

/// <summary>ConsumerGroupHeartbeat: members of the newer protocol join, tell what they own, learn what to own, and leave, all by this one request.</summary>
internal sealed class ConsumerHeartbeatHandler(GroupCoordinator groups, ITopicCatalog topics, GroupSettings settings)
{
    private const int Leaving = -1;

    private readonly ConsumerGroupSettings _settings = settings.Consumer;

    public ConsumerGroupHeartbeatResponse Answer(ConsumerGroupHeartbeatRequest request, RequestContext context)
    {
        if (HeartbeatRules.Check(request, context.ApiVersion, _settings.Assignors) is { } refusal) return Failed(refusal);
        if (!groups.IsLoaded) return Failed(new Refusal(ErrorCode.CoordinatorLoadInProgress, null));
        if (request.MemberId.Length == 0) request.MemberId = KafkaUuid.ToText(KafkaUuid.New());
        return groups.Enter(request.GroupId, create: request.MemberEpoch == 0, group =>
        {
            if (group is null) return Failed(new Refusal(ErrorCode.GroupIdNotFound, $"Group {request.GroupId} not found."));
            if (group.Consumer is null && !TryUpgrade(group, request.MemberEpoch == 0))
                return Failed(new Refusal(ErrorCode.GroupIdNotFound, $"Group {request.GroupId} is not a consumer group."));
            return request.MemberEpoch < 0 ? Leave(group, request) : Beat(group, request, context);
        });
    }

    private static ConsumerGroupHeartbeatResponse Failed(Refusal refusal) => new() { ErrorCode = refusal.Error, ErrorMessage = refusal.Message };

    /// <summary>A classic group without members may go on in the newer protocol, with its offsets.</summary>
    private bool TryUpgrade(Group group, bool joining)
    {
        if (!joining || !group.IsEmpty) return false;
        if (group.Classic is { Generation: > 0 } && groups.Store.Append(group.Id, [GroupFactory.ClassicTombstone(group.Id)]) != ErrorCode.None) return false;
        group.Classic?.Abandon(ErrorCode.UnknownMemberId);
        group.Become(GroupFactory.NewConsumer(group.Id));
        return true;
    }

    private ConsumerGroupHeartbeatResponse Beat(Group group, ConsumerGroupHeartbeatRequest request, RequestContext context)
    {
        var consumer = group.Consumer!;
        var owned = request.TopicPartitions is null
            ? null
            : request.TopicPartitions.SelectMany(t => t.Partitions.Select(p => new TopicIdPartition(t.TopicId, p))).ToImmutableHashSet();
        var found = Find(consumer.State, request, owned);
        if (found.Refusal is { } refusal) return Failed(refusal);

        var before = consumer.State;
        var metadata = Merge(found.Member!.Metadata, request, context);
        var changed = found.State.Members.GetValueOrDefault(request.MemberId)?.Metadata.HasSameSubscription(metadata) != true;
        var next = found.State.With(found.Member with { Metadata = metadata });
        if (changed) next = next with { Epoch = next.Epoch + 1 };
        var topicsVersion = groups.TopicsVersion;
        if (changed || consumer.SeenTopics != topicsVersion || next.Epoch != next.AssignmentEpoch) next = Assign(next, changed);
        var member = Reconciler.Step(next, next.Members[request.MemberId], owned);
        next = next.With(member);

        var error = groups.Store.Append(group.Id, [.. ConsumerGroupRecords.Difference(group.Id, before, next)]);
        if (error != ErrorCode.None) return Failed(new Refusal(error, null));
        consumer.SeenTopics = topicsVersion;
        consumer.Commit(next);
        consumer.Keep(member, groups.Clock.Now, (long)_settings.SessionTimeout.TotalMilliseconds);
        var tell = request.MemberEpoch == 0 || IsFull(request) || !before.Members.TryGetValue(member.Id, out var known) || !known.Assigned.SetEquals(member.Assigned);
        return new ConsumerGroupHeartbeatResponse
        {
            MemberId = member.Id,
            MemberEpoch = member.Epoch,
            HeartbeatIntervalMs = (int)_settings.HeartbeatInterval.TotalMilliseconds,
            Assignment = tell ? ToWire(member.Assigned) : null,
        };
    }

    /// <summary>A client that does not know what its answer was tells everything anew.</summary>
    private static bool IsFull(ConsumerGroupHeartbeatRequest request) =>
        request.TopicPartitions is not null && request.RebalanceTimeoutMs != -1 && (request.SubscribedTopicNames is not null || request.SubscribedTopicRegex is not null);

    private Found Find(ConsumerGroupState state, ConsumerGroupHeartbeatRequest request, ImmutableHashSet<TopicIdPartition>? owned)
    {
        var known = state.Members.GetValueOrDefault(request.MemberId);
        if (request.InstanceId is { } instance)
        {
            var holder = state.FindStatic(instance);
            if (request.MemberEpoch == 0) return JoinStatic(state, request, holder);
            if (holder is null) return new Found(ErrorCode.UnknownMemberId, $"Instance id {instance} is unknown.");
            if (holder.Id != request.MemberId)
                return new Found(ErrorCode.FencedInstanceId, $"Static member {request.MemberId} with instance id {instance} was fenced by member {holder.Id}.");
        }

        if (request.MemberEpoch == 0) return Join(state, request, known);
        if (known is null) return new Found(ErrorCode.UnknownMemberId, $"Member {request.MemberId} is not a member of group {request.GroupId}.");
        if (request.MemberEpoch > known.Epoch)
        {
            return new Found(
                ErrorCode.FencedMemberEpoch,
                $"The consumer group member has a greater member epoch ({request.MemberEpoch}) than the one known by the group coordinator ({known.Epoch}). The member must abandon all its partitions and rejoin.");
        }

        // The answer with the newer epoch was lost; what the member owns is still right as long as it is part of what it may own.
        var mayBeLost = request.MemberEpoch == known.PreviousEpoch && owned is not null && owned.IsSubsetOf(known.Assigned);
        return request.MemberEpoch == known.Epoch || mayBeLost
            ? new Found(state, known)
            : new Found(
                ErrorCode.FencedMemberEpoch,
                $"The consumer group member has a smaller member epoch ({request.MemberEpoch}) than the one known by the group coordinator ({known.Epoch}). The member must abandon all its partitions and rejoin.");
    }

    private Found Join(ConsumerGroupState state, ConsumerGroupHeartbeatRequest request, ConsumerMember? known)
    {
        if (known is not null) return new Found(state, known);
        return state.Members.Count >= _settings.MaxSize
            ? new Found(ErrorCode.GroupMaxSizeReached, $"The consumer group has reached its maximum capacity of {_settings.MaxSize} members.")
            : new Found(state, new ConsumerMember { Id = request.MemberId, Metadata = new MemberMetadata { InstanceId = request.InstanceId } });
    }

    private Found JoinStatic(ConsumerGroupState state, ConsumerGroupHeartbeatRequest request, ConsumerMember? holder)
    {
        if (holder is null) return Join(state, request, state.Members.GetValueOrDefault(request.MemberId));
        if (!holder.HasLeftForNow)
        {
            return new Found(
                ErrorCode.UnreleasedInstanceId,
                $"Static member {request.MemberId} with instance id {request.InstanceId} cannot join the group because the instance id is used by member {holder.Id}.");
        }

        var member = holder with { Id = request.MemberId, Epoch = 0, PreviousEpoch = 0, State = MemberState.Stable };
        return new Found(state.Replace(holder, member), member);
    }

    private static MemberMetadata Merge(MemberMetadata known, ConsumerGroupHeartbeatRequest request, RequestContext context) => known with
    {
        InstanceId = request.InstanceId ?? known.InstanceId,
        RackId = request.RackId ?? known.RackId,
        ClientId = context.ClientId ?? "",
        ClientHost = context.ClientHost,
        RebalanceTimeoutMs = request.RebalanceTimeoutMs == -1 ? known.RebalanceTimeoutMs : request.RebalanceTimeoutMs,
        Assignor = request.ServerAssignor ?? known.Assignor,
        Topics = request.SubscribedTopicNames is null
            ? known.Topics
            : [.. request.SubscribedTopicNames.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        TopicRegex = request.SubscribedTopicRegex is { } regex ? regex.Length == 0 ? null : regex : known.TopicRegex,
    };

    /// <summary>New targets where members or topics are others than those the targets were made for.</summary>
    private ConsumerGroupState Assign(ConsumerGroupState state, bool changed)
    {
        var subscriptions = Subscriptions.Resolve(state, topics);
        if (subscriptions.Hash != state.TopicsHash)
            state = state with { TopicsHash = subscriptions.Hash, Epoch = changed ? state.Epoch : state.Epoch + 1 };
        if (state.Epoch == state.AssignmentEpoch) return state;
        var targets = Assignors.Find(AssignorOf(state))!(subscriptions.Subscribers, subscriptions.PartitionCounts, state.Targets);
        var next = state.Targets;
        foreach (var (id, target) in targets)
        {
            if (next.GetValueOrDefault(id) is not { } known || !known.SetEquals(target)) next = next.SetItem(id, [.. target]);
        }

        return state with { AssignmentEpoch = state.Epoch, Targets = next };
    }

    /// <summary>The one that most members ask for; without a wish, the broker's first.</summary>
    public string AssignorOf(ConsumerGroupState state)
    {
        var wish = state.Members.Values.Select(m => m.Metadata.Assignor).Where(a => a is not null).GroupBy(a => a).MaxBy(a => a.Count());
        return wish?.Key ?? _settings.Assignors[0];
    }

    private ConsumerGroupHeartbeatResponse Leave(Group group, ConsumerGroupHeartbeatRequest request)
    {
        var consumer = group.Consumer!;
        var state = consumer.State;
        var member = state.Members.GetValueOrDefault(request.MemberId);
        if (request.InstanceId is { } instance)
        {
            var holder = state.FindStatic(instance);
            if (holder is not null && holder.Id != request.MemberId)
                return Failed(new Refusal(ErrorCode.FencedInstanceId, $"Static member {request.MemberId} with instance id {instance} was fenced by member {holder.Id}."));
        }

        if (member is null)
            return Failed(new Refusal(ErrorCode.UnknownMemberId, $"Member {request.MemberId} is not a member of group {request.GroupId}."));
        var next = request.MemberEpoch == Leaving
            ? state.Without(member.Id)
            : state.With(member with { Epoch = ConsumerMember.LeftForNow, Assigned = member.Assigned.Union(member.Revoking), Revoking = [], State = MemberState.Stable });
        var error = groups.Store.Append(group.Id, [.. ConsumerGroupRecords.Difference(group.Id, state, next)]);
        if (error != ErrorCode.None) return Failed(new Refusal(error, null));
        consumer.Commit(next);
        return new ConsumerGroupHeartbeatResponse { MemberId = member.Id, MemberEpoch = request.MemberEpoch };
    }

    private static ConsumerGroupHeartbeatResponse.AssignmentData ToWire(ImmutableHashSet<TopicIdPartition> partitions) => new()
    {
        TopicPartitions =
        [
            .. partitions.GroupBy(p => p.TopicId).Select(t => new ConsumerGroupHeartbeatResponse.TopicPartitions
            {
                TopicId = t.Key, Partitions = [.. t.Select(p => p.Partition).Order()],
            }),
        ],
    };

    /// <summary>The member that a heartbeat is of, in the state that it is then in; or why it is refused.</summary>
    private readonly record struct Found(ConsumerGroupState State, ConsumerMember? Member, Refusal? Refusal)
    {
        public Found(ConsumerGroupState state, ConsumerMember member)
            : this(state, member, null)
        {
        }

        public Found(ErrorCode error, string message)
            : this(ConsumerGroupState.Empty, null, new Refusal(error, message))
        {
        }
    }
}
