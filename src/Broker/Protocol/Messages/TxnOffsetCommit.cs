using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>TxnOffsetCommit (key 28), versions 0 to 5: the request.</summary>
internal sealed class TxnOffsetCommitRequest : IRequest
{
    public static ApiKey Api => ApiKey.TxnOffsetCommit;

    public static short MinVersion => 0;

    public static short MaxVersion => 5;

    public static short FlexibleSince => 3;

    public string TransactionalId = "";
    public string GroupId = "";
    public long ProducerId;
    public short ProducerEpoch;
    public int GenerationId = -1;
    public string MemberId = "";
    public string? GroupInstanceId;
    public List<TxnOffsetCommitRequestTopic> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.String(ref TransactionalId);
        w.String(ref GroupId);
        w.Int64(ref ProducerId);
        w.Int16(ref ProducerEpoch);
        if (w.Version >= 3) w.Int32(ref GenerationId);
        if (w.Version >= 3) w.String(ref MemberId);
        if (w.Version >= 3) w.NullableString(ref GroupInstanceId);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class TxnOffsetCommitRequestTopic : IStruct
    {
        public string Name = "";
        public List<TxnOffsetCommitRequestPartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class TxnOffsetCommitRequestPartition : IStruct
    {
        public int PartitionIndex;
        public long CommittedOffset;
        public int CommittedLeaderEpoch = -1;
        public string? CommittedMetadata = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Int64(ref CommittedOffset);
            if (w.Version >= 2) w.Int32(ref CommittedLeaderEpoch);
            w.NullableString(ref CommittedMetadata);
            w.NoTags();
        }
    }
}

/// <summary>TxnOffsetCommit (key 28), versions 0 to 5: the response.</summary>
internal sealed class TxnOffsetCommitResponse : IMessage
{
    public static short FlexibleSince => 3;

    public int ThrottleTimeMs;
    public List<TxnOffsetCommitResponseTopic> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class TxnOffsetCommitResponseTopic : IStruct
    {
        public string Name = "";
        public List<TxnOffsetCommitResponsePartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class TxnOffsetCommitResponsePartition : IStruct
    {
        public int PartitionIndex;
        public ErrorCode ErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Error(ref ErrorCode);
            w.NoTags();
        }
    }
}
