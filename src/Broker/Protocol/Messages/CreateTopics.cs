using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>CreateTopics (key 19), versions 2 to 7: the request.</summary>
internal sealed class CreateTopicsRequest : IRequest
{
    public static ApiKey Api => ApiKey.CreateTopics;

    public static short MinVersion => 2;

    public static short MaxVersion => 7;

    public static short FlexibleSince => 5;

    public List<CreatableTopic> Topics = [];
    public int TimeoutMs = 60000;
    public bool ValidateOnly;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Topics);
        w.Int32(ref TimeoutMs);
        w.Bool(ref ValidateOnly);
        w.NoTags();
    }

    internal sealed class CreatableTopic : IStruct
    {
        public string Name = "";
        public int NumPartitions;
        public short ReplicationFactor;
        public List<CreatableReplicaAssignment> Assignments = [];
        public List<CreatableTopicConfig> Configs = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Int32(ref NumPartitions);
            w.Int16(ref ReplicationFactor);
            w.Array(ref Assignments);
            w.Array(ref Configs);
            w.NoTags();
        }
    }

    internal sealed class CreatableReplicaAssignment : IStruct
    {
        public int PartitionIndex;
        public List<int> BrokerIds = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Int32Array(ref BrokerIds);
            w.NoTags();
        }
    }

    internal sealed class CreatableTopicConfig : IStruct
    {
        public string Name = "";
        public string? Value = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.NullableString(ref Value);
            w.NoTags();
        }
    }
}

/// <summary>CreateTopics (key 19), versions 2 to 7: the response.</summary>
internal sealed class CreateTopicsResponse : IMessage
{
    public static short FlexibleSince => 5;

    public int ThrottleTimeMs;
    public List<CreatableTopicResult> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class CreatableTopicResult : IStruct
    {
        public string Name = "";
        public Guid TopicId;
        public ErrorCode ErrorCode;
        public string? ErrorMessage = "";
        public ErrorCode TopicConfigErrorCode;
        public int NumPartitions = -1;
        public short ReplicationFactor = -1;
        public List<CreatableTopicConfigs>? Configs = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            if (w.Version >= 7) w.Uuid(ref TopicId);
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            if (w.Version >= 5) w.Int32(ref NumPartitions);
            if (w.Version >= 5) w.Int16(ref ReplicationFactor);
            if (w.Version >= 5) w.NullableArray(ref Configs);

            var tags = w.BeginTags();
            if (w.Tag(ref tags, 0, TopicConfigErrorCode != 0))
            {
                w.Error(ref TopicConfigErrorCode);
                w.EndTag(ref tags);
            }

            w.EndTags(ref tags);
        }
    }

    internal sealed class CreatableTopicConfigs : IStruct
    {
        public string Name = "";
        public string? Value = "";
        public bool ReadOnly;
        public sbyte ConfigSource = -1;
        public bool IsSensitive;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.NullableString(ref Value);
            w.Bool(ref ReadOnly);
            w.Int8(ref ConfigSource);
            w.Bool(ref IsSensitive);
            w.NoTags();
        }
    }
}
