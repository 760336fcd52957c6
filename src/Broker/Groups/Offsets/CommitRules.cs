using System.Text;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Topics;

namespace Connect.Broker.Groups.Offsets;

/// <summary>Who may commit offsets of a group, and which.</summary>
internal static class CommitRules
{
    /// <summary>Versions of OffsetCommit and OffsetFetch from this one on know the errors of the newer protocol.</summary>
    public const short KnowsMemberEpochs = 9;

    /// <summary>The error of one offset; it does not touch the others of the request.</summary>
    public static ErrorCode Check(ITopicCatalog topics, TopicPartition partition, string? metadata, int maxMetadataBytes)
    {
        if (!topics.TryGet(partition.Topic, out var topic) || (uint)partition.Partition >= (uint)topic.PartitionCount)
            return ErrorCode.UnknownTopicOrPartition;
        return metadata is not null && metadata.Length > maxMetadataBytes / 3 && Encoding.UTF8.GetByteCount(metadata) > maxMetadataBytes
            ? ErrorCode.OffsetMetadataTooLarge
            : ErrorCode.None;
    }

    /// <summary>The error of the whole request.</summary>
    public static ErrorCode Check(Group? group, Committer by, long now)
    {
        if (group is null) return by.KnowsMemberEpochs ? ErrorCode.GroupIdNotFound : ErrorCode.IllegalGeneration;
        if (group.Classic is { } classic) return classic.CheckCommit(by.MemberId, by.InstanceId, by.Epoch, by.IsTransactional, now);
        var state = group.Consumer!.State;

        // Administrators, while nobody reads.
        if (by.Epoch < 0 && state.Members.IsEmpty) return ErrorCode.None;
        if (by is { IsTransactional: true, Epoch: < 0, MemberId.Length: 0, InstanceId: null }) return ErrorCode.None;
        if (!state.Members.TryGetValue(by.MemberId, out var member)) return ErrorCode.UnknownMemberId;
        if (by.InstanceId is not null && member.Metadata.InstanceId != by.InstanceId) return ErrorCode.FencedInstanceId;
        if (!by.KnowsMemberEpochs && !by.IsTransactional) return ErrorCode.UnsupportedVersion;
        return by.Epoch == member.Epoch ? ErrorCode.None : by.IsTransactional ? ErrorCode.IllegalGeneration : ErrorCode.StaleMemberEpoch;
    }
}

/// <summary>Who a commit says it comes from.</summary>
/// <param name="MemberId">The member, or empty.</param>
/// <param name="InstanceId">Its instance id, if it has one.</param>
/// <param name="Epoch">The generation or the member epoch, or -1 from others than members.</param>
/// <param name="IsTransactional">It is part of a transaction.</param>
/// <param name="KnowsMemberEpochs">The client understands the errors of the newer protocol.</param>
internal readonly record struct Committer(string MemberId, string? InstanceId, int Epoch, bool IsTransactional, bool KnowsMemberEpochs);
