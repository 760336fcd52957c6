using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>ListOffsets (key 2), versions 1 to 11: the request.</summary>
internal sealed class ListOffsetsRequest : IRequest
{
    public static ApiKey Api => ApiKey.ListOffsets;

    public static short MinVersion => 1;

    public static short MaxVersion => 11;

    public static short FlexibleSince => 6;

    public int ReplicaId;
    public sbyte IsolationLevel;
    public List<ListOffsetsTopic> Topics = [];
    public int TimeoutMs;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ReplicaId);
        if (w.Version >= 2) w.Int8(ref IsolationLevel);
        w.Array(ref Topics);
        if (w.Version >= 10) w.Int32(ref TimeoutMs);
        w.NoTags();
    }

    internal sealed class ListOffsetsTopic : IStruct
    {
        public string Name = "";
        public List<ListOffsetsPartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class ListOffsetsPartition : IStruct
    {
        public int PartitionIndex;
        public int CurrentLeaderEpoch = -1;
        public long Timestamp;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            if (w.Version >= 4) w.Int32(ref CurrentLeaderEpoch);
            w.Int64(ref Timestamp);
            w.NoTags();
        }
    }
}

/// <summary>ListOffsets (key 2), versions 1 to 11: the response.</summary>
internal sealed class ListOffsetsResponse : IMessage
{
    public static short FlexibleSince => 6;

    public int ThrottleTimeMs;
    public List<ListOffsetsTopicResponse> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 2) w.Int32(ref ThrottleTimeMs);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class ListOffsetsTopicResponse : IStruct
    {
        public string Name = "";
        public List<ListOffsetsPartitionResponse> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class ListOffsetsPartitionResponse : IStruct
    {
        public int PartitionIndex;
        public ErrorCode ErrorCode;
        public long Timestamp = -1;
        public long Offset = -1;
        public int LeaderEpoch = -1;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Error(ref ErrorCode);
            w.Int64(ref Timestamp);
            w.Int64(ref Offset);
            if (w.Version >= 4) w.Int32(ref LeaderEpoch);
            w.NoTags();
        }
    }
}
