using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeCluster (key 60), versions 0 to 2: the request.</summary>
internal sealed class DescribeClusterRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeCluster;

    public static short MinVersion => 0;

    public static short MaxVersion => 2;

    public static short FlexibleSince => 0;

    public bool IncludeClusterAuthorizedOperations;
    public sbyte EndpointType = 1;
    public bool IncludeFencedBrokers;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Bool(ref IncludeClusterAuthorizedOperations);
        if (w.Version >= 1) w.Int8(ref EndpointType);
        if (w.Version >= 2) w.Bool(ref IncludeFencedBrokers);
        w.NoTags();
    }
}

/// <summary>DescribeCluster (key 60), versions 0 to 2: the response.</summary>
internal sealed class DescribeClusterResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public string? ErrorMessage;
    public sbyte EndpointType = 1;
    public string ClusterId = "";
    public int ControllerId = -1;
    public List<DescribeClusterBroker> Brokers = [];
    public int ClusterAuthorizedOperations = int.MinValue;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.NullableString(ref ErrorMessage);
        if (w.Version >= 1) w.Int8(ref EndpointType);
        w.String(ref ClusterId);
        w.Int32(ref ControllerId);
        w.Array(ref Brokers);
        w.Int32(ref ClusterAuthorizedOperations);
        w.NoTags();
    }

    internal sealed class DescribeClusterBroker : IStruct
    {
        public int BrokerId;
        public string Host = "";
        public int Port;
        public string? Rack;
        public bool IsFenced;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref BrokerId);
            w.String(ref Host);
            w.Int32(ref Port);
            w.NullableString(ref Rack);
            if (w.Version >= 2) w.Bool(ref IsFenced);
            w.NoTags();
        }
    }
}
