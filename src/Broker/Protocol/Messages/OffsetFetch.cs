using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>OffsetFetch (key 9), versions 1 to 10: the request.</summary>
internal sealed class OffsetFetchRequest : IRequest
{
    public static ApiKey Api => ApiKey.OffsetFetch;

    public static short MinVersion => 1;

    public static short MaxVersion => 10;

    public static short FlexibleSince => 6;

    public string GroupId = "";
    public List<OffsetFetchRequestTopic>? Topics = [];
    public List<OffsetFetchRequestGroup> Groups = [];
    public bool RequireStable;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version <= 7) w.String(ref GroupId);

        if (w.Version <= 7)
        {
            if (w.Version >= 2)
                w.NullableArray(ref Topics);
            else
                w.Array(ref Topics!);
        }

        if (w.Version >= 8) w.Array(ref Groups);
        if (w.Version >= 7) w.Bool(ref RequireStable);
        w.NoTags();
    }

    internal sealed class OffsetFetchRequestTopic : IStruct
    {
        public string Name = "";
        public List<int> PartitionIndexes = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Int32Array(ref PartitionIndexes);
            w.NoTags();
        }
    }

    internal sealed class OffsetFetchRequestGroup : IStruct
    {
        public string GroupId = "";
        public string? MemberId;
        public int MemberEpoch = -1;
        public List<OffsetFetchRequestTopics>? Topics = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref GroupId);
            if (w.Version >= 9) w.NullableString(ref MemberId);
            if (w.Version >= 9) w.Int32(ref MemberEpoch);
            w.NullableArray(ref Topics);
            w.NoTags();
        }
    }

    internal sealed class OffsetFetchRequestTopics : IStruct
    {
        public string Name = "";
        public Guid TopicId;
        public List<int> PartitionIndexes = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version <= 9) w.String(ref Name);
            if (w.Version >= 10) w.Uuid(ref TopicId);
            w.Int32Array(ref PartitionIndexes);
            w.NoTags();
        }
    }
}

/// <summary>OffsetFetch (key 9), versions 1 to 10: the response.</summary>
internal sealed class OffsetFetchResponse : IMessage
{
    public static short FlexibleSince => 6;

    public int ThrottleTimeMs;
    public List<OffsetFetchResponseTopic> Topics = [];
    public ErrorCode ErrorCode;
    public List<OffsetFetchResponseGroup> Groups = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 3) w.Int32(ref ThrottleTimeMs);
        if (w.Version <= 7) w.Array(ref Topics);
        if (w.Version is >= 2 and <= 7) w.Error(ref ErrorCode);
        if (w.Version >= 8) w.Array(ref Groups);
        w.NoTags();
    }

    internal sealed class OffsetFetchResponseTopic : IStruct
    {
        public string Name = "";
        public List<OffsetFetchResponsePartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class OffsetFetchResponseGroup : IStruct
    {
        public string GroupId = "";
        public List<OffsetFetchResponseTopics> Topics = [];
        public ErrorCode ErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref GroupId);
            w.Array(ref Topics);
            w.Error(ref ErrorCode);
            w.NoTags();
        }
    }

    internal sealed class OffsetFetchResponsePartition : IStruct
    {
        public int PartitionIndex;
        public long CommittedOffset;
        public int CommittedLeaderEpoch = -1;
        public string? Metadata = "";
        public ErrorCode ErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Int64(ref CommittedOffset);
            if (w.Version >= 5) w.Int32(ref CommittedLeaderEpoch);
            w.NullableString(ref Metadata);
            w.Error(ref ErrorCode);
            w.NoTags();
        }
    }

    internal sealed class OffsetFetchResponseTopics : IStruct
    {
        public string Name = "";
        public Guid TopicId;
        public List<OffsetFetchResponsePartitions> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version <= 9) w.String(ref Name);
            if (w.Version >= 10) w.Uuid(ref TopicId);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class OffsetFetchResponsePartitions : IStruct
    {
        public int PartitionIndex;
        public long CommittedOffset;
        public int CommittedLeaderEpoch = -1;
        public string? Metadata = "";
        public ErrorCode ErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Int64(ref CommittedOffset);
            w.Int32(ref CommittedLeaderEpoch);
            w.NullableString(ref Metadata);
            w.Error(ref ErrorCode);
            w.NoTags();
        }
    }
}
