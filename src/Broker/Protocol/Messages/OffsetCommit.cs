using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>OffsetCommit (key 8), versions 2 to 10: the request.</summary>
internal sealed class OffsetCommitRequest : IRequest
{
    public static ApiKey Api => ApiKey.OffsetCommit;

    public static short MinVersion => 2;

    public static short MaxVersion => 10;

    public static short FlexibleSince => 8;

    public string GroupId = "";
    public int GenerationIdOrMemberEpoch = -1;
    public string MemberId = "";
    public string? GroupInstanceId;
    public long RetentionTimeMs = -1;
    public List<OffsetCommitRequestTopic> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref GroupId);
        w.Int32(ref GenerationIdOrMemberEpoch);
        w.String(ref MemberId);
        if (w.Version >= 7) w.NullableString(ref GroupInstanceId);
        if (w.Version <= 4) w.Int64(ref RetentionTimeMs);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class OffsetCommitRequestTopic : IStruct
    {
        public string Name = "";
        public Guid TopicId;
        public List<OffsetCommitRequestPartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version <= 9) w.String(ref Name);
            if (w.Version >= 10) w.Uuid(ref TopicId);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class OffsetCommitRequestPartition : IStruct
    {
        public int PartitionIndex;
        public long CommittedOffset;
        public int CommittedLeaderEpoch = -1;
        public string? CommittedMetadata = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Int64(ref CommittedOffset);
            if (w.Version >= 6) w.Int32(ref CommittedLeaderEpoch);
            w.NullableString(ref CommittedMetadata);
            w.NoTags();
        }
    }
}

/// <summary>OffsetCommit (key 8), versions 2 to 10: the response.</summary>
internal sealed class OffsetCommitResponse : IMessage
{
    public static short FlexibleSince => 8;

    public int ThrottleTimeMs;
    public List<OffsetCommitResponseTopic> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 3) w.Int32(ref ThrottleTimeMs);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class OffsetCommitResponseTopic : IStruct
    {
        public string Name = "";
        public Guid TopicId;
        public List<OffsetCommitResponsePartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version <= 9) w.String(ref Name);
            if (w.Version >= 10) w.Uuid(ref TopicId);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class OffsetCommitResponsePartition : IStruct
    {
        public int PartitionIndex;
        public ErrorCode ErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Error(ref ErrorCode);
            w.NoTags();
        }
    }
}
