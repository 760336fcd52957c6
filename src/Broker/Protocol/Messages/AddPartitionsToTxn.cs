using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>AddPartitionsToTxn (key 24), versions 0 to 5: the request.</summary>
internal sealed class AddPartitionsToTxnRequest : IRequest
{
    public static ApiKey Api => ApiKey.AddPartitionsToTxn;

    public static short MinVersion => 0;

    public static short MaxVersion => 5;

    public static short FlexibleSince => 3;

    public List<AddPartitionsToTxnTransaction> Transactions = [];
    public string V3AndBelowTransactionalId = "";
    public long V3AndBelowProducerId;
    public short V3AndBelowProducerEpoch;
    public List<AddPartitionsToTxnTopic> V3AndBelowTopics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version >= 4) w.Array(ref Transactions);
        if (w.Version <= 3) w.String(ref V3AndBelowTransactionalId);
        if (w.Version <= 3) w.Int64(ref V3AndBelowProducerId);
        if (w.Version <= 3) w.Int16(ref V3AndBelowProducerEpoch);
        if (w.Version <= 3) w.Array(ref V3AndBelowTopics);
        w.NoTags();
    }

    internal sealed class AddPartitionsToTxnTransaction : IStruct
    {
        public string TransactionalId = "";
        public long ProducerId;
        public short ProducerEpoch;
        public bool VerifyOnly;
        public List<AddPartitionsToTxnTopic> Topics = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref TransactionalId);
            w.Int64(ref ProducerId);
            w.Int16(ref ProducerEpoch);
            w.Bool(ref VerifyOnly);
            w.Array(ref Topics);
            w.NoTags();
        }
    }

    internal sealed class AddPartitionsToTxnTopic : IStruct
    {
        public string Name = "";
        public List<int> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Int32Array(ref Partitions);
            w.NoTags();
        }
    }
}

/// <summary>AddPartitionsToTxn (key 24), versions 0 to 5: the response.</summary>
internal sealed class AddPartitionsToTxnResponse : IMessage
{
    public static short FlexibleSince => 3;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public List<AddPartitionsToTxnResult> ResultsByTransaction = [];
    public List<AddPartitionsToTxnTopicResult> ResultsByTopicV3AndBelow = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        if (w.Version >= 4) w.Error(ref ErrorCode);
        if (w.Version >= 4) w.Array(ref ResultsByTransaction);
        if (w.Version <= 3) w.Array(ref ResultsByTopicV3AndBelow);
        w.NoTags();
    }

    internal sealed class AddPartitionsToTxnResult : IStruct
    {
        public string TransactionalId = "";
        public List<AddPartitionsToTxnTopicResult> TopicResults = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref TransactionalId);
            w.Array(ref TopicResults);
            w.NoTags();
        }
    }

    internal sealed class AddPartitionsToTxnTopicResult : IStruct
    {
        public string Name = "";
        public List<AddPartitionsToTxnPartitionResult> ResultsByPartition = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref ResultsByPartition);
            w.NoTags();
        }
    }

    internal sealed class AddPartitionsToTxnPartitionResult : IStruct
    {
        public int PartitionIndex;
        public ErrorCode PartitionErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Error(ref PartitionErrorCode);
            w.NoTags();
        }
    }
}
