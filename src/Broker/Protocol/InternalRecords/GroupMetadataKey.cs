using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The key of an internal record (type 2).</summary>
internal sealed class GroupMetadataKey : IMessage
{
    public static short FlexibleSince => short.MaxValue;

    public string Group = "";

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref Group);
    }
}
