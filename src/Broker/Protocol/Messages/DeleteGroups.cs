using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DeleteGroups (key 42), versions 0 to 2: the request.</summary>
internal sealed class DeleteGroupsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DeleteGroups;

    public static short MinVersion => 0;

    public static short MaxVersion => 2;

    public static short FlexibleSince => 2;

    public List<string> GroupsNames = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.StringArray(ref GroupsNames);
        w.NoTags();
    }
}

/// <summary>DeleteGroups (key 42), versions 0 to 2: the response.</summary>
internal sealed class DeleteGroupsResponse : IMessage
{
    public static short FlexibleSince => 2;

    public int ThrottleTimeMs;
    public List<DeletableGroupResult> Results = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Results);
        w.NoTags();
    }

    internal sealed class DeletableGroupResult : IStruct
    {
        public string GroupId = "";
        public ErrorCode ErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref GroupId);
            w.Error(ref ErrorCode);
            w.NoTags();
        }
    }
}
