using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The value of an internal record, versions 0.</summary>
internal sealed class ConsumerGroupMetadataValue : IMessage
{
    public static short FlexibleSince => 0;

    public int Epoch;
    public long MetadataHash;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref Epoch);

        var tags = w.BeginTags();
        if (w.Tag(ref tags, 0, MetadataHash != 0))
        {
            w.Int64(ref MetadataHash);
            w.EndTag(ref tags);
        }

        w.EndTags(ref tags);
    }
}
