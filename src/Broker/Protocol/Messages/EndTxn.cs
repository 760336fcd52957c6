using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>EndTxn (key 26), versions 0 to 5: the request.</summary>
internal sealed class EndTxnRequest : IRequest
{
    public static ApiKey Api => ApiKey.EndTxn;

    public static short MinVersion => 0;

    public static short MaxVersion => 5;

    public static short FlexibleSince => 3;

    public string TransactionalId = "";
    public long ProducerId;
    public short ProducerEpoch;
    public bool Committed;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref TransactionalId);
        w.Int64(ref ProducerId);
        w.Int16(ref ProducerEpoch);
        w.Bool(ref Committed);
        w.NoTags();
    }
}

/// <summary>EndTxn (key 26), versions 0 to 5: the response.</summary>
internal sealed class EndTxnResponse : IMessage
{
    public static short FlexibleSince => 3;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public long ProducerId = -1;
    public short ProducerEpoch = -1;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        if (w.Version >= 5) w.Int64(ref ProducerId);
        if (w.Version >= 5) w.Int16(ref ProducerEpoch);
        w.NoTags();
    }
}
