using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>AddOffsetsToTxn (key 25), versions 0 to 4: the request.</summary>
internal sealed class AddOffsetsToTxnRequest : IRequest
{
    public static ApiKey Api => ApiKey.AddOffsetsToTxn;

    public static short MinVersion => 0;

    public static short MaxVersion => 4;

    public static short FlexibleSince => 3;

    public string TransactionalId = "";
    public long ProducerId;
    public short ProducerEpoch;
    public string GroupId = "";

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref TransactionalId);
        w.Int64(ref ProducerId);
        w.Int16(ref ProducerEpoch);
        w.String(ref GroupId);
        w.NoTags();
    }
}

/// <summary>AddOffsetsToTxn (key 25), versions 0 to 4: the response.</summary>
internal sealed class AddOffsetsToTxnResponse : IMessage
{
    public static short FlexibleSince => 3;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.NoTags();
    }
}
