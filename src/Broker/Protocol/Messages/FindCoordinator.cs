using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>FindCoordinator (key 10), versions 0 to 6: the request.</summary>
internal sealed class FindCoordinatorRequest : IRequest
{
    public static ApiKey Api => ApiKey.FindCoordinator;

    public static short MinVersion => 0;

    public static short MaxVersion => 6;

    public static short FlexibleSince => 3;

    public string Key = "";
    public sbyte KeyType;
    public List<string> CoordinatorKeys = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version <= 3) w.String(ref Key);
        if (w.Version >= 1) w.Int8(ref KeyType);
        if (w.Version >= 4) w.StringArray(ref CoordinatorKeys);
        w.NoTags();
    }
}

/// <summary>FindCoordinator (key 10), versions 0 to 6: the response.</summary>
internal sealed class FindCoordinatorResponse : IMessage
{
    public static short FlexibleSince => 3;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public string? ErrorMessage = "";
    public int NodeId;
    public string Host = "";
    public int Port;
    public List<Coordinator> Coordinators = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 1) w.Int32(ref ThrottleTimeMs);
        if (w.Version <= 3) w.Error(ref ErrorCode);
        if (w.Version is >= 1 and <= 3) w.NullableString(ref ErrorMessage);
        if (w.Version <= 3) w.Int32(ref NodeId);
        if (w.Version <= 3) w.String(ref Host);
        if (w.Version <= 3) w.Int32(ref Port);
        if (w.Version >= 4) w.Array(ref Coordinators);
        w.NoTags();
    }

    internal sealed class Coordinator : IStruct
    {
        public string Key = "";
        public int NodeId;
        public string Host = "";
        public int Port;
        public ErrorCode ErrorCode;
        public string? ErrorMessage = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Key);
            w.Int32(ref NodeId);
            w.String(ref Host);
            w.Int32(ref Port);
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.NoTags();
        }
    }
}
