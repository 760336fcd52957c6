using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>CreatePartitions (key 37), versions 0 to 3: the request.</summary>
internal sealed class CreatePartitionsRequest : IRequest
{
    public static ApiKey Api => ApiKey.CreatePartitions;

    public static short MinVersion => 0;

    public static short MaxVersion => 3;

    public static short FlexibleSince => 2;

    public List<CreatePartitionsTopic> Topics = [];
    public int TimeoutMs;
    public bool ValidateOnly;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Topics);
        w.Int32(ref TimeoutMs);
        w.Bool(ref ValidateOnly);
        w.NoTags();
    }

    internal sealed class CreatePartitionsTopic : IStruct
    {
        public string Name = "";
        public int Count;
        public List<CreatePartitionsAssignment>? Assignments = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Int32(ref Count);
            w.NullableArray(ref Assignments);
            w.NoTags();
        }
    }

    internal sealed class CreatePartitionsAssignment : IStruct
    {
        public List<int> BrokerIds = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32Array(ref BrokerIds);
            w.NoTags();
        }
    }
}

/// <summary>CreatePartitions (key 37), versions 0 to 3: the response.</summary>
internal sealed class CreatePartitionsResponse : IMessage
{
    public static short FlexibleSince => 2;

    public int ThrottleTimeMs;
    public List<CreatePartitionsTopicResult> Results = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Results);
        w.NoTags();
    }

    internal sealed class CreatePartitionsTopicResult : IStruct
    {
        public string Name = "";
        public ErrorCode ErrorCode;
        public string? ErrorMessage;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.NoTags();
        }
    }
}
