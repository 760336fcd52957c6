using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>ConsumerGroupDescribe (key 69), versions 0 to 1: the request.</summary>
internal sealed class ConsumerGroupDescribeRequest : IRequest
{
    public static ApiKey Api => ApiKey.ConsumerGroupDescribe;

    public static short MinVersion => 0;

    public static short MaxVersion => 1;

    public static short FlexibleSince => 0;

    public List<string> GroupIds = [];
    public bool IncludeAuthorizedOperations;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.StringArray(ref GroupIds);
        w.Bool(ref IncludeAuthorizedOperations);
        w.NoTags();
    }
}

/// <summary>ConsumerGroupDescribe (key 69), versions 0 to 1: the response.</summary>
internal sealed class ConsumerGroupDescribeResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public List<DescribedGroup> Groups = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Groups);
        w.NoTags();
    }

    internal sealed class DescribedGroup : IStruct
    {
        public ErrorCode ErrorCode;
        public string? ErrorMessage;
        public string GroupId = "";
        public string GroupState = "";
        public int GroupEpoch;
        public int AssignmentEpoch;
        public string AssignorName = "";
        public List<Member> Members = [];
        public int AuthorizedOperations = int.MinValue;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.String(ref GroupId);
            w.String(ref GroupState);
            w.Int32(ref GroupEpoch);
            w.Int32(ref AssignmentEpoch);
            w.String(ref AssignorName);
            w.Array(ref Members);
            w.Int32(ref AuthorizedOperations);
            w.NoTags();
        }
    }

    internal sealed class TopicPartitions : IStruct
    {
        public Guid TopicId;
        public string TopicName = "";
        public List<int> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Uuid(ref TopicId);
            w.String(ref TopicName);
            w.Int32Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class Assignment : IStruct
    {
        public List<TopicPartitions> TopicPartitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Array(ref TopicPartitions);
            w.NoTags();
        }
    }

    internal sealed class Member : IStruct
    {
        public string MemberId = "";
        public string? InstanceId;
        public string? RackId;
        public int MemberEpoch;
        public string ClientId = "";
        public string ClientHost = "";
        public List<string> SubscribedTopicNames = [];
        public string? SubscribedTopicRegex;
        public Assignment Assignment = new();
        public Assignment TargetAssignment = new();
        public sbyte MemberType = -1;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref MemberId);
            w.NullableString(ref InstanceId);
            w.NullableString(ref RackId);
            w.Int32(ref MemberEpoch);
            w.String(ref ClientId);
            w.String(ref ClientHost);
            w.StringArray(ref SubscribedTopicNames);
            w.NullableString(ref SubscribedTopicRegex);
            w.Struct(ref Assignment);
            w.Struct(ref TargetAssignment);
            if (w.Version >= 1) w.Int8(ref MemberType);
            w.NoTags();
        }
    }
}
