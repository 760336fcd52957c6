using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>ConsumerGroupHeartbeat (key 68), versions 0 to 1: the request.</summary>
internal sealed class ConsumerGroupHeartbeatRequest : IRequest
{
    public static ApiKey Api => ApiKey.ConsumerGroupHeartbeat;

    public static short MinVersion => 0;

    public static short MaxVersion => 1;

    public static short FlexibleSince => 0;

    public string GroupId = "";
    public string MemberId = "";
    public int MemberEpoch;
    public string? InstanceId;
    public string? RackId;
    public int RebalanceTimeoutMs = -1;
    public List<string>? SubscribedTopicNames;
    public string? SubscribedTopicRegex;
    public string? ServerAssignor;
    public List<TopicPartitionsData>? TopicPartitions;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref GroupId);
        w.String(ref MemberId);
        w.Int32(ref MemberEpoch);
        w.NullableString(ref InstanceId);
        w.NullableString(ref RackId);
        w.Int32(ref RebalanceTimeoutMs);
        w.NullableStringArray(ref SubscribedTopicNames);
        if (w.Version >= 1) w.NullableString(ref SubscribedTopicRegex);
        w.NullableString(ref ServerAssignor);
        w.NullableArray(ref TopicPartitions);
        w.NoTags();
    }

    internal sealed class TopicPartitionsData : IStruct
    {
        public Guid TopicId;
        public List<int> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Uuid(ref TopicId);
            w.Int32Array(ref Partitions);
            w.NoTags();
        }
    }
}

/// <summary>ConsumerGroupHeartbeat (key 68), versions 0 to 1: the response.</summary>
internal sealed class ConsumerGroupHeartbeatResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public string? ErrorMessage;
    public string? MemberId;
    public int MemberEpoch;
    public int HeartbeatIntervalMs;
    public AssignmentData? Assignment;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.NullableString(ref ErrorMessage);
        w.NullableString(ref MemberId);
        w.Int32(ref MemberEpoch);
        w.Int32(ref HeartbeatIntervalMs);
        w.NullableStruct(ref Assignment);
        w.NoTags();
    }

    internal sealed class AssignmentData : IStruct
    {
        public List<TopicPartitions> TopicPartitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Array(ref TopicPartitions);
            w.NoTags();
        }
    }

    internal sealed class TopicPartitions : IStruct
    {
        public Guid TopicId;
        public List<int> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Uuid(ref TopicId);
            w.Int32Array(ref Partitions);
            w.NoTags();
        }
    }
}
