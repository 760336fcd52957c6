using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The value of an internal record, versions 0.</summary>
internal sealed class ConsumerGroupRegularExpressionValue : IMessage
{
    public static short FlexibleSince => 0;

    public List<string> Topics = [];
    public long Version;
    public long Timestamp;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.StringArray(ref Topics);
        w.Int64(ref Version);
        w.Int64(ref Timestamp);
        w.NoTags();
    }
}
