using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>ListConfigResources (key 74), versions 0 to 1: the request.</summary>
internal sealed class ListConfigResourcesRequest : IRequest
{
    public static ApiKey Api => ApiKey.ListConfigResources;

    public static short MinVersion => 0;

    public static short MaxVersion => 1;

    public static short FlexibleSince => 0;

    public List<sbyte> ResourceTypes = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 1) w.Int8Array(ref ResourceTypes);
        w.NoTags();
    }
}

/// <summary>ListConfigResources (key 74), versions 0 to 1: the response.</summary>
internal sealed class ListConfigResourcesResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public List<ConfigResource> ConfigResources = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.Array(ref ConfigResources);
        w.NoTags();
    }

    internal sealed class ConfigResource : IStruct
    {
        public string ResourceName = "";
        public sbyte ResourceType = 16;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref ResourceName);
            if (w.Version >= 1) w.Int8(ref ResourceType);
            w.NoTags();
        }
    }
}
