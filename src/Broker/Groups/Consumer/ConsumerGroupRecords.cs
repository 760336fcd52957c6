using System.Collections.Immutable;
using Connect.Broker.Coordination;
using Connect.Broker.Protocol.InternalRecords;

namespace Connect.Broker.Groups.Consumer;

/// <summary>Groups of the newer protocol as records: what is stored is the difference between two states.</summary>
internal static class ConsumerGroupRecords
{
    private const short Version = 0;

    public static bool Knows(GroupRecordType type) =>
        type is >= GroupRecordType.ConsumerGroup and <= GroupRecordType.CurrentAssignment or GroupRecordType.ConsumerGroupRegularExpression;

    public static List<StateRecord> Difference(string groupId, ConsumerGroupState before, ConsumerGroupState after)
    {
        var records = new List<StateRecord>();
        foreach (var (id, _) in before.Members)
        {
            if (!after.Members.ContainsKey(id)) RemoveMember(records, groupId, id);
        }

        foreach (var (id, member) in after.Members)
        {
            if (before.Members.GetValueOrDefault(id) is not { } known || !known.Metadata.Equals(member.Metadata))
                records.Add(GroupRecords.Record(GroupRecordType.ConsumerMember, MemberKey(groupId, id), ToValue(member.Metadata), Version));
        }

        if (before.Epoch != after.Epoch || before.TopicsHash != after.TopicsHash) records.Add(Epoch(groupId, after));
        AddTargets(records, groupId, before, after);
        foreach (var (id, member) in after.Members)
        {
            if (before.Members.GetValueOrDefault(id) is not { } known || !known.HasSameCurrent(member))
                records.Add(GroupRecords.Record(GroupRecordType.CurrentAssignment, CurrentKey(groupId, id), ToCurrent(member), Version));
        }

        return records;
    }

    /// <summary>Everything of a group that has no members any more.</summary>
    public static List<StateRecord> Tombstones(string groupId) =>
    [
        GroupRecords.Tombstone(GroupRecordType.TargetAssignment, new ConsumerGroupTargetAssignmentMetadataKey { GroupId = groupId }),
        GroupRecords.Tombstone(GroupRecordType.ConsumerGroup, new ConsumerGroupMetadataKey { GroupId = groupId }),
    ];

    public static void Replay(GroupStore store, GroupRecordType type, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool tombstone)
    {
        switch (type)
        {
            case GroupRecordType.ConsumerGroup:
                ReplayGroup(store, GroupRecords.ReadKey<ConsumerGroupMetadataKey>(key).GroupId, value, tombstone);
                break;
            case GroupRecordType.ConsumerMember:
                var member = GroupRecords.ReadKey<ConsumerGroupMemberMetadataKey>(key);
                var metadata = tombstone ? null : GroupRecords.ReadValue<ConsumerGroupMemberMetadataValue>(value, Version);
                Change(store, member.GroupId, tombstone, s => metadata is null
                    ? s with { Members = s.Members.Remove(member.MemberId) }
                    : s.With((s.Members.GetValueOrDefault(member.MemberId) ?? NewMember(member.MemberId)) with { Metadata = FromValue(metadata) }));
                break;
            case GroupRecordType.TargetAssignment:
                var target = GroupRecords.ReadKey<ConsumerGroupTargetAssignmentMetadataKey>(key);
                var epoch = tombstone ? null : GroupRecords.ReadValue<ConsumerGroupTargetAssignmentMetadataValue>(value, Version);
                Change(store, target.GroupId, tombstone, s => s with { AssignmentEpoch = epoch?.AssignmentEpoch ?? 0 });
                break;
            case GroupRecordType.TargetAssignmentMember:
                var to = GroupRecords.ReadKey<ConsumerGroupTargetAssignmentMemberKey>(key);
                var partitions = tombstone ? null : GroupRecords.ReadValue<ConsumerGroupTargetAssignmentMemberValue>(value, Version);
                Change(store, to.GroupId, tombstone, s => s with
                {
                    Targets = partitions is null ? s.Targets.Remove(to.MemberId) : s.Targets.SetItem(to.MemberId, FromTarget(partitions)),
                });
                break;
            case GroupRecordType.CurrentAssignment:
                var of = GroupRecords.ReadKey<ConsumerGroupCurrentMemberAssignmentKey>(key);
                var current = tombstone ? null : GroupRecords.ReadValue<ConsumerGroupCurrentMemberAssignmentValue>(value, Version);
                // After compaction it may stand before the member's own record.
                Change(store, of.GroupId, tombstone, s => current is null
                    ? s
                    : s.With(FromCurrent(s.Members.GetValueOrDefault(of.MemberId) ?? NewMember(of.MemberId), current)));
                break;
            default:
                // Partition metadata of older versions and resolved expressions are worked out anew.
                break;
        }
    }

    private static void ReplayGroup(GroupStore store, string groupId, ReadOnlySpan<byte> value, bool tombstone)
    {
        if (tombstone)
        {
            if (store.Find(groupId) is { Consumer: not null } gone) store.MakeClassic(gone);
            return;
        }

        if (GroupRecords.ReadValue<ConsumerGroupMetadataValue>(value, Version) is { } stored)
            Change(store, groupId, tombstone: false, s => s with { Epoch = stored.Epoch, TopicsHash = stored.MetadataHash });
    }

    /// <summary>A tombstone makes no group: it may be the last trace of one that is gone.</summary>
    private static void Change(GroupStore store, string groupId, bool tombstone, Func<ConsumerGroupState, ConsumerGroupState> change)
    {
        var group = tombstone ? store.Find(groupId) : store.FindOrAdd(groupId);
        if (group is null || (tombstone && group.Consumer is null)) return;
        if (group.Consumer is null) group.Become(GroupFactory.NewConsumer(groupId));
        group.Consumer!.Commit(change(group.Consumer.State));
    }

    private static ConsumerMember NewMember(string id) => new() { Id = id, Metadata = new MemberMetadata() };

    private static StateRecord Epoch(string groupId, ConsumerGroupState state) => GroupRecords.Record(
        GroupRecordType.ConsumerGroup,
        new ConsumerGroupMetadataKey { GroupId = groupId },
        new ConsumerGroupMetadataValue { Epoch = state.Epoch, MetadataHash = state.TopicsHash },
        Version);

    private static void RemoveMember(List<StateRecord> records, string groupId, string memberId)
    {
        records.Add(GroupRecords.Tombstone(GroupRecordType.CurrentAssignment, CurrentKey(groupId, memberId)));
        records.Add(GroupRecords.Tombstone(GroupRecordType.TargetAssignmentMember, TargetKey(groupId, memberId)));
        records.Add(GroupRecords.Tombstone(GroupRecordType.ConsumerMember, MemberKey(groupId, memberId)));
    }

    private static void AddTargets(List<StateRecord> records, string groupId, ConsumerGroupState before, ConsumerGroupState after)
    {
        if (!ReferenceEquals(before.Targets, after.Targets))
        {
            foreach (var (id, target) in after.Targets)
            {
                if (before.Targets.GetValueOrDefault(id) is { } known && known.SetEquals(target)) continue;
                var value = new ConsumerGroupTargetAssignmentMemberValue
                {
                    TopicPartitions = [.. target.GroupBy(p => p.TopicId).Select(t => new ConsumerGroupTargetAssignmentMemberValue.TopicPartition
                    {
                        TopicId = t.Key, Partitions = [.. t.Select(p => p.Partition).Order()],
                    })],
                };
                records.Add(GroupRecords.Record(GroupRecordType.TargetAssignmentMember, TargetKey(groupId, id), value, Version));
            }
        }

        if (before.AssignmentEpoch != after.AssignmentEpoch)
        {
            records.Add(GroupRecords.Record(
                GroupRecordType.TargetAssignment,
                new ConsumerGroupTargetAssignmentMetadataKey { GroupId = groupId },
                new ConsumerGroupTargetAssignmentMetadataValue { AssignmentEpoch = after.AssignmentEpoch },
                Version));
        }
    }

    private static ConsumerGroupMemberMetadataKey MemberKey(string groupId, string memberId) => new() { GroupId = groupId, MemberId = memberId };

    private static ConsumerGroupTargetAssignmentMemberKey TargetKey(string groupId, string memberId) => new() { GroupId = groupId, MemberId = memberId };

    private static ConsumerGroupCurrentMemberAssignmentKey CurrentKey(string groupId, string memberId) => new() { GroupId = groupId, MemberId = memberId };

    private static ConsumerGroupMemberMetadataValue ToValue(MemberMetadata metadata) => new()
    {
        InstanceId = metadata.InstanceId,
        RackId = metadata.RackId,
        ClientId = metadata.ClientId,
        ClientHost = metadata.ClientHost,
        SubscribedTopicNames = [.. metadata.Topics],
        SubscribedTopicRegex = metadata.TopicRegex,
        RebalanceTimeoutMs = metadata.RebalanceTimeoutMs,
        ServerAssignor = metadata.Assignor,
    };

    private static MemberMetadata FromValue(ConsumerGroupMemberMetadataValue value) => new()
    {
        InstanceId = value.InstanceId,
        RackId = value.RackId,
        ClientId = value.ClientId,
        ClientHost = value.ClientHost,
        Topics = [.. value.SubscribedTopicNames],
        TopicRegex = value.SubscribedTopicRegex,
        RebalanceTimeoutMs = value.RebalanceTimeoutMs,
        Assignor = value.ServerAssignor,
    };

    private static ConsumerGroupCurrentMemberAssignmentValue ToCurrent(ConsumerMember member) => new()
    {
        MemberEpoch = member.Epoch,
        PreviousMemberEpoch = member.PreviousEpoch,
        State = (sbyte)member.State,
        AssignedPartitions = ToCurrent(member.Assigned),
        PartitionsPendingRevocation = ToCurrent(member.Revoking),
    };

    private static List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> ToCurrent(ImmutableHashSet<TopicIdPartition> partitions) =>
    [
        .. partitions.GroupBy(p => p.TopicId).Select(t => new ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions
        {
            TopicId = t.Key, Partitions = [.. t.Select(p => p.Partition).Order()], AssignmentEpochs = null,
        }),
    ];

    private static ConsumerMember FromCurrent(ConsumerMember member, ConsumerGroupCurrentMemberAssignmentValue value) => member with
    {
        Epoch = value.MemberEpoch,
        PreviousEpoch = value.PreviousMemberEpoch,
        State = Enum.IsDefined((MemberState)value.State) ? (MemberState)value.State : MemberState.Stable,
        Assigned = FromCurrent(value.AssignedPartitions),
        Revoking = FromCurrent(value.PartitionsPendingRevocation),
    };

    private static ImmutableHashSet<TopicIdPartition> FromCurrent(List<ConsumerGroupCurrentMemberAssignmentValue.TopicPartitions> topics) =>
        [.. topics.SelectMany(t => t.Partitions.Select(p => new TopicIdPartition(t.TopicId, p)))];

    private static ImmutableHashSet<TopicIdPartition> FromTarget(ConsumerGroupTargetAssignmentMemberValue value) =>
        [.. value.TopicPartitions.SelectMany(t => t.Partitions.Select(p => new TopicIdPartition(t.TopicId, p)))];
}
