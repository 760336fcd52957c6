using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>JoinGroup (key 11), versions 0 to 9: the request.</summary>
internal sealed class JoinGroupRequest : IRequest
{
    public static ApiKey Api => ApiKey.JoinGroup;

    public static short MinVersion => 0;

    public static short MaxVersion => 9;

    public static short FlexibleSince => 6;

    public string GroupId = "";
    public int SessionTimeoutMs;
    public int RebalanceTimeoutMs = -1;
    public string MemberId = "";
    public string? GroupInstanceId;
    public string ProtocolType = "";
    public List<JoinGroupRequestProtocol> Protocols = [];
    public string? Reason;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref GroupId);
        w.Int32(ref SessionTimeoutMs);
        if (w.Version >= 1) w.Int32(ref RebalanceTimeoutMs);
        w.String(ref MemberId);
        if (w.Version >= 5) w.NullableString(ref GroupInstanceId);
        w.String(ref ProtocolType);
        w.Array(ref Protocols);
        if (w.Version >= 8) w.NullableString(ref Reason);
        w.NoTags();
    }

    internal sealed class JoinGroupRequestProtocol : IStruct
    {
        public string Name = "";
        public byte[] Metadata = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Bytes(ref Metadata);
            w.NoTags();
        }
    }
}

/// <summary>JoinGroup (key 11), versions 0 to 9: the response.</summary>
internal sealed class JoinGroupResponse : IMessage
{
    public static short FlexibleSince => 6;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public int GenerationId = -1;
    public string? ProtocolType;
    public string? ProtocolName = "";
    public string Leader = "";
    public bool SkipAssignment;
    public string MemberId = "";
    public List<JoinGroupResponseMember> Members = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 2) w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.Int32(ref GenerationId);
        if (w.Version >= 7) w.NullableString(ref ProtocolType);

        if (w.Version >= 7)
            w.NullableString(ref ProtocolName);
        else
            w.String(ref ProtocolName!);

        w.String(ref Leader);
        if (w.Version >= 9) w.Bool(ref SkipAssignment);
        w.String(ref MemberId);
        w.Array(ref Members);
        w.NoTags();
    }

    internal sealed class JoinGroupResponseMember : IStruct
    {
        public string MemberId = "";
        public string? GroupInstanceId;
        public byte[] Metadata = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref MemberId);
            if (w.Version >= 5) w.NullableString(ref GroupInstanceId);
            w.Bytes(ref Metadata);
            w.NoTags();
        }
    }
}
