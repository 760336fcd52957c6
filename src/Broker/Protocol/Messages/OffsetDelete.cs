using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>OffsetDelete (key 47), version 0: the request.</summary>
internal sealed class OffsetDeleteRequest : IRequest
{
    public static ApiKey Api => ApiKey.OffsetDelete;

    public static short MinVersion => 0;

    public static short MaxVersion => 0;

    public static short FlexibleSince => short.MaxValue;

    public string GroupId = "";
    public List<OffsetDeleteRequestTopic> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref GroupId);
        w.Array(ref Topics);
    }

    internal sealed class OffsetDeleteRequestTopic : IStruct
    {
        public string Name = "";
        public List<OffsetDeleteRequestPartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
        }
    }

    internal sealed class OffsetDeleteRequestPartition : IStruct
    {
        public int PartitionIndex;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
        }
    }
}

/// <summary>OffsetDelete (key 47), version 0: the response.</summary>
internal sealed class OffsetDeleteResponse : IMessage
{
    public static short FlexibleSince => short.MaxValue;

    public ErrorCode ErrorCode;
    public int ThrottleTimeMs;
    public List<OffsetDeleteResponseTopic> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Error(ref ErrorCode);
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Topics);
    }

    internal sealed class OffsetDeleteResponseTopic : IStruct
    {
        public string Name = "";
        public List<OffsetDeleteResponsePartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
        }
    }

    internal sealed class OffsetDeleteResponsePartition : IStruct
    {
        public int PartitionIndex;
        public ErrorCode ErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Error(ref ErrorCode);
        }
    }
}
