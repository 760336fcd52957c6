using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>ListGroups (key 16), versions 0 to 5: the request.</summary>
internal sealed class ListGroupsRequest : IRequest
{
    public static ApiKey Api => ApiKey.ListGroups;

    public static short MinVersion => 0;

    public static short MaxVersion => 5;

    public static short FlexibleSince => 3;

    public List<string> StatesFilter = [];
    public List<string> TypesFilter = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 4) w.StringArray(ref StatesFilter);
        if (w.Version >= 5) w.StringArray(ref TypesFilter);
        w.NoTags();
    }
}

/// <summary>ListGroups (key 16), versions 0 to 5: the response.</summary>
internal sealed class ListGroupsResponse : IMessage
{
    public static short FlexibleSince => 3;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public List<ListedGroup> Groups = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 1) w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.Array(ref Groups);
        w.NoTags();
    }

    internal sealed class ListedGroup : IStruct
    {
        public string GroupId = "";
        public string ProtocolType = "";
        public string GroupState = "";
        public string GroupType = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref GroupId);
            w.String(ref ProtocolType);
            if (w.Version >= 4) w.String(ref GroupState);
            if (w.Version >= 5) w.String(ref GroupType);
            w.NoTags();
        }
    }
}
