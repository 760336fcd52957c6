using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>SyncGroup (key 14), versions 0 to 5: the request.</summary>
internal sealed class SyncGroupRequest : IRequest
{
    public static ApiKey Api => ApiKey.SyncGroup;

    public static short MinVersion => 0;

    public static short MaxVersion => 5;

    public static short FlexibleSince => 4;

    public string GroupId = "";
    public int GenerationId;
    public string MemberId = "";
    public string? GroupInstanceId;
    public string? ProtocolType;
    public string? ProtocolName;
    public List<SyncGroupRequestAssignment> Assignments = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref GroupId);
        w.Int32(ref GenerationId);
        w.String(ref MemberId);
        if (w.Version >= 3) w.NullableString(ref GroupInstanceId);
        if (w.Version >= 5) w.NullableString(ref ProtocolType);
        if (w.Version >= 5) w.NullableString(ref ProtocolName);
        w.Array(ref Assignments);
        w.NoTags();
    }

    internal sealed class SyncGroupRequestAssignment : IStruct
    {
        public string MemberId = "";
        public byte[] Assignment = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref MemberId);
            w.Bytes(ref Assignment);
            w.NoTags();
        }
    }
}

/// <summary>SyncGroup (key 14), versions 0 to 5: the response.</summary>
internal sealed class SyncGroupResponse : IMessage
{
    public static short FlexibleSince => 4;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public string? ProtocolType;
    public string? ProtocolName;
    public byte[] Assignment = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 1) w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        if (w.Version >= 5) w.NullableString(ref ProtocolType);
        if (w.Version >= 5) w.NullableString(ref ProtocolName);
        w.Bytes(ref Assignment);
        w.NoTags();
    }
}
