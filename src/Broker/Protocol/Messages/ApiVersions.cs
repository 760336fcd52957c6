using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>ApiVersions (key 18), versions 0 to 4: the request.</summary>
internal sealed class ApiVersionsRequest : IRequest
{
    public static ApiKey Api => ApiKey.ApiVersions;

    public static short MinVersion => 0;

    public static short MaxVersion => 4;

    public static short FlexibleSince => 3;

    public string ClientSoftwareName = "";
    public string ClientSoftwareVersion = "";

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 3) w.String(ref ClientSoftwareName);
        if (w.Version >= 3) w.String(ref ClientSoftwareVersion);
        w.NoTags();
    }
}

/// <summary>ApiVersions (key 18), versions 0 to 4: the response.</summary>
internal sealed class ApiVersionsResponse : IMessage
{
    public static short FlexibleSince => 3;

    public ErrorCode ErrorCode;
    public List<ApiVersion> ApiKeys = [];
    public int ThrottleTimeMs;
    public List<SupportedFeatureKey> SupportedFeatures = [];
    public long FinalizedFeaturesEpoch = -1;
    public List<FinalizedFeatureKey> FinalizedFeatures = [];
    public bool ZkMigrationReady;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Error(ref ErrorCode);
        w.Array(ref ApiKeys);
        if (w.Version >= 1) w.Int32(ref ThrottleTimeMs);

        var tags = w.BeginTags();
        if (w.Tag(ref tags, 0, SupportedFeatures.Count > 0))
        {
            w.Array(ref SupportedFeatures);
            w.EndTag(ref tags);
        }

        if (w.Tag(ref tags, 1, FinalizedFeaturesEpoch != -1))
        {
            w.Int64(ref FinalizedFeaturesEpoch);
            w.EndTag(ref tags);
        }

        if (w.Tag(ref tags, 2, FinalizedFeatures.Count > 0))
        {
            w.Array(ref FinalizedFeatures);
            w.EndTag(ref tags);
        }

        if (w.Tag(ref tags, 3, ZkMigrationReady))
        {
            w.Bool(ref ZkMigrationReady);
            w.EndTag(ref tags);
        }

        w.EndTags(ref tags);
    }

    internal sealed class ApiVersion : IStruct
    {
        public short ApiKey;
        public short MinVersion;
        public short MaxVersion;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int16(ref ApiKey);
            w.Int16(ref MinVersion);
            w.Int16(ref MaxVersion);
            w.NoTags();
        }
    }

    internal sealed class SupportedFeatureKey : IStruct
    {
        public string Name = "";
        public short MinVersion;
        public short MaxVersion;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Int16(ref MinVersion);
            w.Int16(ref MaxVersion);
            w.NoTags();
        }
    }

    internal sealed class FinalizedFeatureKey : IStruct
    {
        public string Name = "";
        public short MaxVersionLevel;
        public short MinVersionLevel;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Int16(ref MaxVersionLevel);
            w.Int16(ref MinVersionLevel);
            w.NoTags();
        }
    }
}
