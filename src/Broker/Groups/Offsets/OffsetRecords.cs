using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol.InternalRecords;

namespace Connect.Broker.Groups.Offsets;

/// <summary>Committed offsets as records.</summary>
internal static class OffsetRecords
{
    public const short NewestValue = 4;

    /// <summary>The last version with a time of expiry of its own.</summary>
    private const short WithExpiry = 1;

    private const short Current = 3;

    public static StateRecord Put(string group, TopicPartition partition, CommittedOffset offset) => GroupRecords.Record(
        GroupRecordType.OffsetCommit,
        Key(group, partition),
        new OffsetCommitValue
        {
            Offset = offset.Offset,
            LeaderEpoch = offset.LeaderEpoch,
            Metadata = offset.Metadata,
            CommitTimestamp = offset.CommittedAt,
            ExpireTimestamp = offset.ExpiresAt,
        },
        offset.ExpiresAt >= 0 ? WithExpiry : Current);

    public static StateRecord Remove(string group, TopicPartition partition) =>
        GroupRecords.Tombstone(GroupRecordType.OffsetCommit, Key(group, partition));

    public static CommittedOffset Read(OffsetCommitValue value) =>
        new(value.Offset, value.LeaderEpoch, value.Metadata, value.CommitTimestamp, value.ExpireTimestamp);

    private static OffsetCommitKey Key(string group, TopicPartition partition) =>
        new() { Group = group, Topic = partition.Topic, Partition = partition.Partition };
}
