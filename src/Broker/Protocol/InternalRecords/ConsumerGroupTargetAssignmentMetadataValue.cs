using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The value of an internal record, versions 0.</summary>
internal sealed class ConsumerGroupTargetAssignmentMetadataValue : IMessage
{
    public static short FlexibleSince => 0;

    public int AssignmentEpoch;
    public long AssignmentTimestamp;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref AssignmentEpoch);

        var tags = w.BeginTags();
        if (w.Tag(ref tags, 0, AssignmentTimestamp != 0))
        {
            w.Int64(ref AssignmentTimestamp);
            w.EndTag(ref tags);
        }

        w.EndTags(ref tags);
    }
}
