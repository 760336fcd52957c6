using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeLogDirs (key 35), versions 1 to 5: the request.</summary>
internal sealed class DescribeLogDirsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeLogDirs;

    public static short MinVersion => 1;

    public static short MaxVersion => 5;

    public static short FlexibleSince => 2;

    public List<DescribableLogDirTopic>? Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.NullableArray(ref Topics);
        w.NoTags();
    }

    internal sealed class DescribableLogDirTopic : IStruct
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

/// <summary>DescribeLogDirs (key 35), versions 1 to 5: the response.</summary>
internal sealed class DescribeLogDirsResponse : IMessage
{
    public static short FlexibleSince => 2;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public List<DescribeLogDirsResult> Results = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        if (w.Version >= 3) w.Error(ref ErrorCode);
        w.Array(ref Results);
        w.NoTags();
    }

    internal sealed class DescribeLogDirsResult : IStruct
    {
        public ErrorCode ErrorCode;
        public string LogDir = "";
        public List<DescribeLogDirsTopic> Topics = [];
        public long TotalBytes = -1;
        public long UsableBytes = -1;
        public bool IsCordoned;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.String(ref LogDir);
            w.Array(ref Topics);
            if (w.Version >= 4) w.Int64(ref TotalBytes);
            if (w.Version >= 4) w.Int64(ref UsableBytes);
            if (w.Version >= 5) w.Bool(ref IsCordoned);
            w.NoTags();
        }
    }

    internal sealed class DescribeLogDirsTopic : IStruct
    {
        public string Name = "";
        public List<DescribeLogDirsPartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class DescribeLogDirsPartition : IStruct
    {
        public int PartitionIndex;
        public long PartitionSize;
        public long OffsetLag;
        public bool IsFutureKey;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Int64(ref PartitionSize);
            w.Int64(ref OffsetLag);
            w.Bool(ref IsFutureKey);
            w.NoTags();
        }
    }
}
