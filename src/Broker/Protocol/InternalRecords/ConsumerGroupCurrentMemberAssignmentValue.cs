using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The value of an internal record, versions 0.</summary>
internal sealed class ConsumerGroupCurrentMemberAssignmentValue : IMessage
{
    public static short FlexibleSince => 0;

    public int MemberEpoch;
    public int PreviousMemberEpoch;
    public sbyte State;
    public List<TopicPartitions> AssignedPartitions = [];
    public List<TopicPartitions> PartitionsPendingRevocation = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref MemberEpoch);
        w.Int32(ref PreviousMemberEpoch);
        w.Int8(ref State);
        w.Array(ref AssignedPartitions);
        w.Array(ref PartitionsPendingRevocation);
        w.NoTags();
    }

    internal sealed class TopicPartitions : IStruct
    {
        public Guid TopicId;
        public List<int> Partitions = [];
        public List<int>? AssignmentEpochs = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Uuid(ref TopicId);
            w.Int32Array(ref Partitions);

            var tags = w.BeginTags();
            if (w.Tag(ref tags, 0, AssignmentEpochs is not null))
            {
                w.NullableInt32Array(ref AssignmentEpochs);
                w.EndTag(ref tags);
            }

            w.EndTags(ref tags);
        }
    }
}
