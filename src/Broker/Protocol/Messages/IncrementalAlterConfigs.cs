using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>IncrementalAlterConfigs (key 44), versions 0 to 1: the request.</summary>
internal sealed class IncrementalAlterConfigsRequest : IRequest
{
    public static ApiKey Api => ApiKey.IncrementalAlterConfigs;

    public static short MinVersion => 0;

    public static short MaxVersion => 1;

    public static short FlexibleSince => 1;

    public List<AlterConfigsResource> Resources = [];
    public bool ValidateOnly;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Resources);
        w.Bool(ref ValidateOnly);
        w.NoTags();
    }

    internal sealed class AlterConfigsResource : IStruct
    {
        public sbyte ResourceType;
        public string ResourceName = "";
        public List<AlterableConfig> Configs = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int8(ref ResourceType);
            w.String(ref ResourceName);
            w.Array(ref Configs);
            w.NoTags();
        }
    }

    internal sealed class AlterableConfig : IStruct
    {
        public string Name = "";
        public sbyte ConfigOperation;
        public string? Value = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Int8(ref ConfigOperation);
            w.NullableString(ref Value);
            w.NoTags();
        }
    }
}

/// <summary>IncrementalAlterConfigs (key 44), versions 0 to 1: the response.</summary>
internal sealed class IncrementalAlterConfigsResponse : IMessage
{
    public static short FlexibleSince => 1;

    public int ThrottleTimeMs;
    public List<AlterConfigsResourceResponse> Responses = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Responses);
        w.NoTags();
    }

    internal sealed class AlterConfigsResourceResponse : IStruct
    {
        public ErrorCode ErrorCode;
        public string? ErrorMessage = "";
        public sbyte ResourceType;
        public string ResourceName = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.Int8(ref ResourceType);
            w.String(ref ResourceName);
            w.NoTags();
        }
    }
}
