using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The key of an internal record (type 7).</summary>
internal sealed class ConsumerGroupTargetAssignmentMemberKey : IMessage
{
    public static short FlexibleSince => short.MaxValue;

    public string GroupId = "";
    public string MemberId = "";

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref GroupId);
        w.String(ref MemberId);
    }
}
