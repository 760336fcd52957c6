using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>What consumers put into a group's opaque bytes, versions 0-3.</summary>
internal sealed class ConsumerProtocolSubscription : IMessage
{
    public static short FlexibleSince => short.MaxValue;

    public List<string> Topics = [];
    public byte[]? UserData;
    public List<TopicPartition> OwnedPartitions = [];
    public int GenerationId = -1;
    public string? RackId;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.StringArray(ref Topics);
        w.NullableBytes(ref UserData);
        if (w.Version >= 1) w.Array(ref OwnedPartitions);
        if (w.Version >= 2) w.Int32(ref GenerationId);
        if (w.Version >= 3) w.NullableString(ref RackId);
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
