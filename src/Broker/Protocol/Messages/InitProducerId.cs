using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>InitProducerId (key 22), versions 0 to 5: the request.</summary>
internal sealed class InitProducerIdRequest : IRequest
{
    public static ApiKey Api => ApiKey.InitProducerId;

    public static short MinVersion => 0;

    public static short MaxVersion => 5;

    public static short FlexibleSince => 2;

    public string? TransactionalId = "";
    public int TransactionTimeoutMs;
    public long ProducerId = -1;
    public short ProducerEpoch = -1;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.NullableString(ref TransactionalId);
        w.Int32(ref TransactionTimeoutMs);
        if (w.Version >= 3) w.Int64(ref ProducerId);
        if (w.Version >= 3) w.Int16(ref ProducerEpoch);
        w.NoTags();
    }
}

/// <summary>InitProducerId (key 22), versions 0 to 5: the response.</summary>
internal sealed class InitProducerIdResponse : IMessage
{
    public static short FlexibleSince => 2;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public long ProducerId = -1;
    public short ProducerEpoch;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.Int64(ref ProducerId);
        w.Int16(ref ProducerEpoch);
        w.NoTags();
    }
}
