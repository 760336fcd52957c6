using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeClientQuotas (key 48), versions 0 to 1: the request.</summary>
internal sealed class DescribeClientQuotasRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeClientQuotas;

    public static short MinVersion => 0;

    public static short MaxVersion => 1;

    public static short FlexibleSince => 1;

    public List<ComponentData> Components = [];
    public bool Strict;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Components);
        w.Bool(ref Strict);
        w.NoTags();
    }

    internal sealed class ComponentData : IStruct
    {
        public string EntityType = "";
        public sbyte MatchType;
        public string? Match = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref EntityType);
            w.Int8(ref MatchType);
            w.NullableString(ref Match);
            w.NoTags();
        }
    }
}

/// <summary>DescribeClientQuotas (key 48), versions 0 to 1: the response.</summary>
internal sealed class DescribeClientQuotasResponse : IMessage
{
    public static short FlexibleSince => 1;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public string? ErrorMessage = "";
    public List<EntryData>? Entries = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.NullableString(ref ErrorMessage);
        w.NullableArray(ref Entries);
        w.NoTags();
    }

    internal sealed class EntryData : IStruct
    {
        public List<EntityData> Entity = [];
        public List<ValueData> Values = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Array(ref Entity);
            w.Array(ref Values);
            w.NoTags();
        }
    }

    internal sealed class EntityData : IStruct
    {
        public string EntityType = "";
        public string? EntityName = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref EntityType);
            w.NullableString(ref EntityName);
            w.NoTags();
        }
    }

    internal sealed class ValueData : IStruct
    {
        public string Key = "";
        public double Value;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Key);
            w.Float64(ref Value);
            w.NoTags();
        }
    }
}
