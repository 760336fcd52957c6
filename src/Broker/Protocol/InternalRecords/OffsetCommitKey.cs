using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The key of an internal record (type 1).</summary>
internal sealed class OffsetCommitKey : IMessage
{
    public static short FlexibleSince => short.MaxValue;

    public string Group = "";
    public string Topic = "";
    public int Partition;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref Group);
        w.String(ref Topic);
        w.Int32(ref Partition);
    }
}
