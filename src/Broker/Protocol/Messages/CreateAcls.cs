using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>CreateAcls (key 30), versions 1 to 3: the request.</summary>
internal sealed class CreateAclsRequest : IRequest
{
    public static ApiKey Api => ApiKey.CreateAcls;

    public static short MinVersion => 1;

    public static short MaxVersion => 3;

    public static short FlexibleSince => 2;

    public List<AclCreation> Creations = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Creations);
        w.NoTags();
    }

    internal sealed class AclCreation : IStruct
    {
        public sbyte ResourceType;
        public string ResourceName = "";
        public sbyte ResourcePatternType = 3;
        public string Principal = "";
        public string Host = "";
        public sbyte Operation;
        public sbyte PermissionType;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int8(ref ResourceType);
            w.String(ref ResourceName);
            w.Int8(ref ResourcePatternType);
            w.String(ref Principal);
            w.String(ref Host);
            w.Int8(ref Operation);
            w.Int8(ref PermissionType);
            w.NoTags();
        }
    }
}

/// <summary>CreateAcls (key 30), versions 1 to 3: the response.</summary>
internal sealed class CreateAclsResponse : IMessage
{
    public static short FlexibleSince => 2;

    public int ThrottleTimeMs;
    public List<AclCreationResult> Results = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Results);
        w.NoTags();
    }

    internal sealed class AclCreationResult : IStruct
    {
        public ErrorCode ErrorCode;
        public string? ErrorMessage = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.NoTags();
        }
    }
}
