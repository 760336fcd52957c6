using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>Heartbeat (key 12), versions 0 to 4: the request.</summary>
internal sealed class HeartbeatRequest : IRequest
{
    public static ApiKey Api => ApiKey.Heartbeat;

    public static short MinVersion => 0;

    public static short MaxVersion => 4;

    public static short FlexibleSince => 4;

    public string GroupId = "";
    public int GenerationId;
    public string MemberId = "";
    public string? GroupInstanceId;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref GroupId);
        w.Int32(ref GenerationId);
        w.String(ref MemberId);
        if (w.Version >= 3) w.NullableString(ref GroupInstanceId);
        w.NoTags();
    }
}

/// <summary>Heartbeat (key 12), versions 0 to 4: the response.</summary>
internal sealed class HeartbeatResponse : IMessage
{
    public static short FlexibleSince => 4;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 1) w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.NoTags();
    }
}
