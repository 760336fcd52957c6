using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeAcls (key 29), versions 1 to 3: the request.</summary>
internal sealed class DescribeAclsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeAcls;

    public static short MinVersion => 1;

    public static short MaxVersion => 3;

    public static short FlexibleSince => 2;

    public sbyte ResourceTypeFilter;
    public string? ResourceNameFilter = "";
    public sbyte PatternTypeFilter = 3;
    public string? PrincipalFilter = "";
    public string? HostFilter = "";
    public sbyte Operation;
    public sbyte PermissionType;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int8(ref ResourceTypeFilter);
        w.NullableString(ref ResourceNameFilter);
        w.Int8(ref PatternTypeFilter);
        w.NullableString(ref PrincipalFilter);
        w.NullableString(ref HostFilter);
        w.Int8(ref Operation);
        w.Int8(ref PermissionType);
        w.NoTags();
    }
}

/// <summary>DescribeAcls (key 29), versions 1 to 3: the response.</summary>
internal sealed class DescribeAclsResponse : IMessage
{
    public static short FlexibleSince => 2;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public string? ErrorMessage = "";
    public List<DescribeAclsResource> Resources = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.NullableString(ref ErrorMessage);
        w.Array(ref Resources);
        w.NoTags();
    }

    internal sealed class DescribeAclsResource : IStruct
    {
        public sbyte ResourceType;
        public string ResourceName = "";
        public sbyte PatternType = 3;
        public List<AclDescription> Acls = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int8(ref ResourceType);
            w.String(ref ResourceName);
            w.Int8(ref PatternType);
            w.Array(ref Acls);
            w.NoTags();
        }
    }

    internal sealed class AclDescription : IStruct
    {
        public string Principal = "";
        public string Host = "";
        public sbyte Operation;
        public sbyte PermissionType;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Principal);
            w.String(ref Host);
            w.Int8(ref Operation);
            w.Int8(ref PermissionType);
            w.NoTags();
        }
    }
}
