using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeTransactions (key 65), version 0: the request.</summary>
internal sealed class DescribeTransactionsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeTransactions;

    public static short MinVersion => 0;

    public static short MaxVersion => 0;

    public static short FlexibleSince => 0;

    public List<string> TransactionalIds = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.StringArray(ref TransactionalIds);
        w.NoTags();
    }
}

/// <summary>DescribeTransactions (key 65), version 0: the response.</summary>
internal sealed class DescribeTransactionsResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public List<TransactionState> TransactionStates = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref TransactionStates);
        w.NoTags();
    }

    internal sealed class TransactionState : IStruct
    {
        public ErrorCode ErrorCode;
        public string TransactionalId = "";
        public string StateName = "";
        public int TransactionTimeoutMs;
        public long TransactionStartTimeMs;
        public long ProducerId;
        public short ProducerEpoch;
        public List<TopicData> Topics = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.String(ref TransactionalId);
            w.String(ref StateName);
            w.Int32(ref TransactionTimeoutMs);
            w.Int64(ref TransactionStartTimeMs);
            w.Int64(ref ProducerId);
            w.Int16(ref ProducerEpoch);
            w.Array(ref Topics);
            w.NoTags();
        }
    }

    internal sealed class TopicData : IStruct
    {
        public string Topic = "";
        public List<int> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Topic);
            w.Int32Array(ref Partitions);
            w.NoTags();
        }
    }
}
