using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>What consumers put into a group's opaque bytes, versions 0-3.</summary>
internal sealed class ConsumerProtocolAssignment : IMessage
{
    public static short FlexibleSince => short.MaxValue;

    public List<TopicPartition> AssignedPartitions = [];
    public byte[]? UserData;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref AssignedPartitions);
        w.NullableBytes(ref UserData);
    }

    internal sealed class TopicPartition : IStruct
    {
        public string Topic = "";
        public List<int> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Topic);
            w.Int32Array(ref Partitions);
        }
    }
}
