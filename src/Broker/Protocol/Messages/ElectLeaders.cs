using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>ElectLeaders (key 43), versions 0 to 2: the request.</summary>
internal sealed class ElectLeadersRequest : IRequest
{
    public static ApiKey Api => ApiKey.ElectLeaders;

    public static short MinVersion => 0;

    public static short MaxVersion => 2;

    public static short FlexibleSince => 2;

    public sbyte ElectionType;
    public List<TopicPartitionsData>? TopicPartitions = [];
    public int TimeoutMs = 60000;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 1) w.Int8(ref ElectionType);
        w.NullableArray(ref TopicPartitions);
        w.Int32(ref TimeoutMs);
        w.NoTags();
    }

    internal sealed class TopicPartitionsData : IStruct
    {
        public string Topic = "";
        public List<int> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Topic);
            w.Int32Array(ref Partitions);
            w.NoTags();
        }
    }
}

/// <summary>ElectLeaders (key 43), versions 0 to 2: the response.</summary>
internal sealed class ElectLeadersResponse : IMessage
{
    public static short FlexibleSince => 2;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public List<ReplicaElectionResult> ReplicaElectionResults = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        if (w.Version >= 1) w.Error(ref ErrorCode);
        w.Array(ref ReplicaElectionResults);
        w.NoTags();
    }

    internal sealed class ReplicaElectionResult : IStruct
    {
        public string Topic = "";
        public List<PartitionResult> PartitionResult = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Topic);
            w.Array(ref PartitionResult);
            w.NoTags();
        }
    }

    internal sealed class PartitionResult : IStruct
    {
        public int PartitionId;
        public ErrorCode ErrorCode;
        public string? ErrorMessage = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionId);
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.NoTags();
        }
    }
}
