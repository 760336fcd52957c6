using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>Metadata (key 3), versions 0 to 13: the request.</summary>
internal sealed class MetadataRequest : IRequest
{
    public static ApiKey Api => ApiKey.Metadata;

    public static short MinVersion => 0;

    public static short MaxVersion => 13;

    public static short FlexibleSince => 9;

    public List<MetadataRequestTopic>? Topics = [];
    public bool AllowAutoTopicCreation = true;
    public bool IncludeClusterAuthorizedOperations;
    public bool IncludeTopicAuthorizedOperations;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 1)
            w.NullableArray(ref Topics);
        else
            w.Array(ref Topics!);

        if (w.Version >= 4) w.Bool(ref AllowAutoTopicCreation);
        if (w.Version is >= 8 and <= 10) w.Bool(ref IncludeClusterAuthorizedOperations);
        if (w.Version >= 8) w.Bool(ref IncludeTopicAuthorizedOperations);
        w.NoTags();
    }

    internal sealed class MetadataRequestTopic : IStruct
    {
        public Guid TopicId;
        public string? Name = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version >= 10) w.Uuid(ref TopicId);

            if (w.Version >= 10)
                w.NullableString(ref Name);
            else
                w.String(ref Name!);
            w.NoTags();
        }
    }
}

/// <summary>Metadata (key 3), versions 0 to 13: the response.</summary>
internal sealed class MetadataResponse : IMessage
{
    public static short FlexibleSince => 9;

    public int ThrottleTimeMs;
    public List<MetadataResponseBroker> Brokers = [];
    public string? ClusterId;
    public int ControllerId = -1;
    public List<MetadataResponseTopic> Topics = [];
    public int ClusterAuthorizedOperations = int.MinValue;
    public ErrorCode ErrorCode;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 3) w.Int32(ref ThrottleTimeMs);
        w.Array(ref Brokers);
        if (w.Version >= 2) w.NullableString(ref ClusterId);
        if (w.Version >= 1) w.Int32(ref ControllerId);
        w.Array(ref Topics);
        if (w.Version is >= 8 and <= 10) w.Int32(ref ClusterAuthorizedOperations);
        if (w.Version >= 13) w.Error(ref ErrorCode);
        w.NoTags();
    }

    internal sealed class MetadataResponseBroker : IStruct
    {
        public int NodeId;
        public string Host = "";
        public int Port;
        public string? Rack;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref NodeId);
            w.String(ref Host);
            w.Int32(ref Port);
            if (w.Version >= 1) w.NullableString(ref Rack);
            w.NoTags();
        }
    }

    internal sealed class MetadataResponseTopic : IStruct
    {
        public ErrorCode ErrorCode;
        public string? Name = "";
        public Guid TopicId;
        public bool IsInternal;
        public List<MetadataResponsePartition> Partitions = [];
        public int TopicAuthorizedOperations = int.MinValue;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);

            if (w.Version >= 12)
                w.NullableString(ref Name);
            else
                w.String(ref Name!);

            if (w.Version >= 10) w.Uuid(ref TopicId);
            if (w.Version >= 1) w.Bool(ref IsInternal);
            w.Array(ref Partitions);
            if (w.Version >= 8) w.Int32(ref TopicAuthorizedOperations);
            w.NoTags();
        }
    }

    internal sealed class MetadataResponsePartition : IStruct
    {
        public ErrorCode ErrorCode;
        public int PartitionIndex;
        public int LeaderId;
        public int LeaderEpoch = -1;
        public List<int> ReplicaNodes = [];
        public List<int> IsrNodes = [];
        public List<int> OfflineReplicas = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.Int32(ref PartitionIndex);
            w.Int32(ref LeaderId);
            if (w.Version >= 7) w.Int32(ref LeaderEpoch);
            w.Int32Array(ref ReplicaNodes);
            w.Int32Array(ref IsrNodes);
            if (w.Version >= 5) w.Int32Array(ref OfflineReplicas);
            w.NoTags();
        }
    }
}
