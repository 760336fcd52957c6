using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The key of an internal record (type 0).</summary>
internal sealed class TransactionLogKey : IMessage
{
    public static short FlexibleSince => short.MaxValue;

    public string TransactionalId = "";

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref TransactionalId);
    }
}
