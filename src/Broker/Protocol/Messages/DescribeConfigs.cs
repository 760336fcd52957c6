using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeConfigs (key 32), versions 1 to 4: the request.</summary>
internal sealed class DescribeConfigsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeConfigs;

    public static short MinVersion => 1;

    public static short MaxVersion => 4;

    public static short FlexibleSince => 4;

    public List<DescribeConfigsResource> Resources = [];
    public bool IncludeSynonyms;
    public bool IncludeDocumentation;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Resources);
        w.Bool(ref IncludeSynonyms);
        if (w.Version >= 3) w.Bool(ref IncludeDocumentation);
        w.NoTags();
    }

    internal sealed class DescribeConfigsResource : IStruct
    {
        public sbyte ResourceType;
        public string ResourceName = "";
        public List<string>? ConfigurationKeys = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int8(ref ResourceType);
            w.String(ref ResourceName);
            w.NullableStringArray(ref ConfigurationKeys);
            w.NoTags();
        }
    }
}

/// <summary>DescribeConfigs (key 32), versions 1 to 4: the response.</summary>
internal sealed class DescribeConfigsResponse : IMessage
{
    public static short FlexibleSince => 4;

    public int ThrottleTimeMs;
    public List<DescribeConfigsResult> Results = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Results);
        w.NoTags();
    }

    internal sealed class DescribeConfigsResult : IStruct
    {
        public ErrorCode ErrorCode;
        public string? ErrorMessage = "";
        public sbyte ResourceType;
        public string ResourceName = "";
        public List<DescribeConfigsResourceResult> Configs = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.Int8(ref ResourceType);
            w.String(ref ResourceName);
            w.Array(ref Configs);
            w.NoTags();
        }
    }

    internal sealed class DescribeConfigsResourceResult : IStruct
    {
        public string Name = "";
        public string? Value = "";
        public bool ReadOnly;
        public sbyte ConfigSource = -1;
        public bool IsSensitive;
        public List<DescribeConfigsSynonym> Synonyms = [];
        public sbyte ConfigType;
        public string? Documentation = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.NullableString(ref Value);
            w.Bool(ref ReadOnly);
            w.Int8(ref ConfigSource);
            w.Bool(ref IsSensitive);
            w.Array(ref Synonyms);
            if (w.Version >= 3) w.Int8(ref ConfigType);
            if (w.Version >= 3) w.NullableString(ref Documentation);
            w.NoTags();
        }
    }

    internal sealed class DescribeConfigsSynonym : IStruct
    {
        public string Name = "";
        public string? Value = "";
        public sbyte Source;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.NullableString(ref Value);
            w.Int8(ref Source);
            w.NoTags();
        }
    }
}
