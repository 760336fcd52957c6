using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeGroups (key 15), versions 0 to 6: the request.</summary>
internal sealed class DescribeGroupsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeGroups;

    public static short MinVersion => 0;

    public static short MaxVersion => 6;

    public static short FlexibleSince => 5;

    public List<string> Groups = [];
    public bool IncludeAuthorizedOperations;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.StringArray(ref Groups);
        if (w.Version >= 3) w.Bool(ref IncludeAuthorizedOperations);
        w.NoTags();
    }
}

/// <summary>DescribeGroups (key 15), versions 0 to 6: the response.</summary>
internal sealed class DescribeGroupsResponse : IMessage
{
    public static short FlexibleSince => 5;

    public int ThrottleTimeMs;
    public List<DescribedGroup> Groups = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 1) w.Int32(ref ThrottleTimeMs);
        w.Array(ref Groups);
        w.NoTags();
    }

    internal sealed class DescribedGroup : IStruct
    {
        public ErrorCode ErrorCode;
        public string? ErrorMessage;
        public string GroupId = "";
        public string GroupState = "";
        public string ProtocolType = "";
        public string ProtocolData = "";
        public List<DescribedGroupMember> Members = [];
        public int AuthorizedOperations = int.MinValue;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            if (w.Version >= 6) w.NullableString(ref ErrorMessage);
            w.String(ref GroupId);
            w.String(ref GroupState);
            w.String(ref ProtocolType);
            w.String(ref ProtocolData);
            w.Array(ref Members);
            if (w.Version >= 3) w.Int32(ref AuthorizedOperations);
            w.NoTags();
        }
    }

    internal sealed class DescribedGroupMember : IStruct
    {
        public string MemberId = "";
        public string? GroupInstanceId;
        public string ClientId = "";
        public string ClientHost = "";
        public byte[] MemberMetadata = [];
        public byte[] MemberAssignment = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref MemberId);
            if (w.Version >= 4) w.NullableString(ref GroupInstanceId);
            w.String(ref ClientId);
            w.String(ref ClientHost);
            w.Bytes(ref MemberMetadata);
            w.Bytes(ref MemberAssignment);
            w.NoTags();
        }
    }
}
