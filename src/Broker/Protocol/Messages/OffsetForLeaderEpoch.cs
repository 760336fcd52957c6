using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>OffsetForLeaderEpoch (key 23), versions 2 to 4: the request.</summary>
internal sealed class OffsetForLeaderEpochRequest : IRequest
{
    public static ApiKey Api => ApiKey.OffsetForLeaderEpoch;

    public static short MinVersion => 2;

    public static short MaxVersion => 4;

    public static short FlexibleSince => 4;

    public int ReplicaId = -2;
    public List<OffsetForLeaderTopic> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 3) w.Int32(ref ReplicaId);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class OffsetForLeaderTopic : IStruct
    {
        public string Topic = "";
        public List<OffsetForLeaderPartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Topic);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class OffsetForLeaderPartition : IStruct
    {
        public int Partition;
        public int CurrentLeaderEpoch = -1;
        public int LeaderEpoch;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref Partition);
            w.Int32(ref CurrentLeaderEpoch);
            w.Int32(ref LeaderEpoch);
            w.NoTags();
        }
    }
}

/// <summary>OffsetForLeaderEpoch (key 23), versions 2 to 4: the response.</summary>
internal sealed class OffsetForLeaderEpochResponse : IMessage
{
    public static short FlexibleSince => 4;

    public int ThrottleTimeMs;
    public List<OffsetForLeaderTopicResult> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class OffsetForLeaderTopicResult : IStruct
    {
        public string Topic = "";
        public List<EpochEndOffset> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Topic);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class EpochEndOffset : IStruct
    {
        public ErrorCode ErrorCode;
        public int Partition;
        public int LeaderEpoch = -1;
        public long EndOffset = -1;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.Int32(ref Partition);
            w.Int32(ref LeaderEpoch);
            w.Int64(ref EndOffset);
            w.NoTags();
        }
    }
}
