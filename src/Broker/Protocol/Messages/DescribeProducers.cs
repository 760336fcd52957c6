using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeProducers (key 61), version 0: the request.</summary>
internal sealed class DescribeProducersRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeProducers;

    public static short MinVersion => 0;

    public static short MaxVersion => 0;

    public static short FlexibleSince => 0;

    public List<TopicRequest> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class TopicRequest : IStruct
    {
        public string Name = "";
        public List<int> PartitionIndexes = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Int32Array(ref PartitionIndexes);
            w.NoTags();
        }
    }
}

/// <summary>DescribeProducers (key 61), version 0: the response.</summary>
internal sealed class DescribeProducersResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public List<TopicResponse> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class TopicResponse : IStruct
    {
        public string Name = "";
        public List<PartitionResponse> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class PartitionResponse : IStruct
    {
        public int PartitionIndex;
        public ErrorCode ErrorCode;
        public string? ErrorMessage;
        public List<ProducerState> ActiveProducers = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Error(ref ErrorCode);
            w.NullableString(ref ErrorMessage);
            w.Array(ref ActiveProducers);
            w.NoTags();
        }
    }

    internal sealed class ProducerState : IStruct
    {
        public long ProducerId;
        public int ProducerEpoch;
        public int LastSequence = -1;
        public long LastTimestamp = -1;
        public int CoordinatorEpoch;
        public long CurrentTxnStartOffset = -1;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int64(ref ProducerId);
            w.Int32(ref ProducerEpoch);
            w.Int32(ref LastSequence);
            w.Int64(ref LastTimestamp);
            w.Int32(ref CoordinatorEpoch);
            w.Int64(ref CurrentTxnStartOffset);
            w.NoTags();
        }
    }
}
