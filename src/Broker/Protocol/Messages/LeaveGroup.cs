using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>LeaveGroup (key 13), versions 0 to 5: the request.</summary>
internal sealed class LeaveGroupRequest : IRequest
{
    public static ApiKey Api => ApiKey.LeaveGroup;

    public static short MinVersion => 0;

    public static short MaxVersion => 5;

    public static short FlexibleSince => 4;

    public string GroupId = "";
    public string MemberId = "";
    public List<MemberIdentity> Members = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref GroupId);
        if (w.Version <= 2) w.String(ref MemberId);
        if (w.Version >= 3) w.Array(ref Members);
        w.NoTags();
    }

    internal sealed class MemberIdentity : IStruct
    {
        public string MemberId = "";
        public string? GroupInstanceId;
        public string? Reason;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref MemberId);
            w.NullableString(ref GroupInstanceId);
            if (w.Version >= 5) w.NullableString(ref Reason);
            w.NoTags();
        }
    }
}

/// <summary>LeaveGroup (key 13), versions 0 to 5: the response.</summary>
internal sealed class LeaveGroupResponse : IMessage
{
    public static short FlexibleSince => 4;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public List<MemberResponse> Members = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 1) w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        if (w.Version >= 3) w.Array(ref Members);
        w.NoTags();
    }

    internal sealed class MemberResponse : IStruct
    {
        public string MemberId = "";
        public string? GroupInstanceId = "";
        public ErrorCode ErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref MemberId);
            w.NullableString(ref GroupInstanceId);
            w.Error(ref ErrorCode);
            w.NoTags();
        }
    }
}
