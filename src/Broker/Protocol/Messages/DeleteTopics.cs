using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DeleteTopics (key 20), versions 1 to 6: the request.</summary>
internal sealed class DeleteTopicsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DeleteTopics;

    public static short MinVersion => 1;

    public static short MaxVersion => 6;

    public static short FlexibleSince => 4;

    public List<DeleteTopicState> Topics = [];
    public List<string> TopicNames = [];
    public int TimeoutMs;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 6) w.Array(ref Topics);
        if (w.Version <= 5) w.StringArray(ref TopicNames);
        w.Int32(ref TimeoutMs);
        w.NoTags();
    }

    internal sealed class DeleteTopicState : IStruct
    {
        public string? Name;
        public Guid TopicId;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.NullableString(ref Name);
            w.Uuid(ref TopicId);
            w.NoTags();
        }
    }
}

/// <summary>DeleteTopics (key 20), versions 1 to 6: the response.</summary>
internal sealed class DeleteTopicsResponse : IMessage
{
    public static short FlexibleSince => 4;

    public int ThrottleTimeMs;
    public List<DeletableTopicResult> Responses = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Responses);
        w.NoTags();
    }

    internal sealed class DeletableTopicResult : IStruct
    {
        public string? Name = "";
        public Guid TopicId;
        public ErrorCode ErrorCode;
        public string? ErrorMessage;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version >= 6)
                w.NullableString(ref Name);
            else
                w.String(ref Name!);

            if (w.Version >= 6) w.Uuid(ref TopicId);
            w.Error(ref ErrorCode);
            if (w.Version >= 5) w.NullableString(ref ErrorMessage);
            w.NoTags();
        }
    }
}
