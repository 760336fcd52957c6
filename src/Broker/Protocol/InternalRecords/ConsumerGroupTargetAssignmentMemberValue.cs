using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The value of an internal record, versions 0.</summary>
internal sealed class ConsumerGroupTargetAssignmentMemberValue : IMessage
{
    public static short FlexibleSince => 0;

    public List<TopicPartition> TopicPartitions = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref TopicPartitions);
        w.NoTags();
    }

    internal sealed class TopicPartition : IStruct
    {
        public Guid TopicId;
        public List<int> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Uuid(ref TopicId);
            w.Int32Array(ref Partitions);
            w.NoTags();
        }
    }
}
