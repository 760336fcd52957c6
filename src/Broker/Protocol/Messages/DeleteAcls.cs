using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DeleteAcls (key 31), versions 1 to 3: the request.</summary>
internal sealed class DeleteAclsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DeleteAcls;

    public static short MinVersion => 1;

    public static short MaxVersion => 3;

    public static short FlexibleSince => 2;

    public List<DeleteAclsFilter> Filters = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Filters);
        w.NoTags();
    }

    internal sealed class DeleteAclsFilter : IStruct
    {
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
}

/// <summary>DeleteAcls (key 31), versions 1 to 3: the response.</summary>
internal sealed class DeleteAclsResponse : IMessage
{
    public static short FlexibleSince => 2;

    public int ThrottleTimeMs;
    public List<DeleteAclsFilterResult> FilterResults = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref FilterResults);
        w.NoTags();
    }

    internal sealed class DeleteAclsFilterResult : IStruct
    {
        public ErrorCode ErrorCode;
        public string? ErrorMessage = "";
        public List<DeleteAclsMatchingAcl> MatchingAcls = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.Array(ref MatchingAcls);
            w.NoTags();
        }
    }

    internal sealed class DeleteAclsMatchingAcl : IStruct
    {
        public ErrorCode ErrorCode;
        public string? ErrorMessage = "";
        public sbyte ResourceType;
        public string ResourceName = "";
        public sbyte PatternType = 3;
        public string Principal = "";
        public string Host = "";
        public sbyte Operation;
        public sbyte PermissionType;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.Int8(ref ResourceType);
            w.String(ref ResourceName);
            w.Int8(ref PatternType);
            w.String(ref Principal);
            w.String(ref Host);
            w.Int8(ref Operation);
            w.Int8(ref PermissionType);
            w.NoTags();
        }
    }
}
