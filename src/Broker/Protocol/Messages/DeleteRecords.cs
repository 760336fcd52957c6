using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DeleteRecords (key 21), versions 0 to 2: the request.</summary>
internal sealed class DeleteRecordsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DeleteRecords;

    public static short MinVersion => 0;

    public static short MaxVersion => 2;

    public static short FlexibleSince => 2;

    public List<DeleteRecordsTopic> Topics = [];
    public int TimeoutMs;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Topics);
        w.Int32(ref TimeoutMs);
        w.NoTags();
    }

    internal sealed class DeleteRecordsTopic : IStruct
    {
        public string Name = "";
        public List<DeleteRecordsPartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class DeleteRecordsPartition : IStruct
    {
        public int PartitionIndex;
        public long Offset;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Int64(ref Offset);
            w.NoTags();
        }
    }
}

/// <summary>DeleteRecords (key 21), versions 0 to 2: the response.</summary>
internal sealed class DeleteRecordsResponse : IMessage
{
    public static short FlexibleSince => 2;

    public int ThrottleTimeMs;
    public List<DeleteRecordsTopicResult> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class DeleteRecordsTopicResult : IStruct
    {
        public string Name = "";
        public List<DeleteRecordsPartitionResult> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class DeleteRecordsPartitionResult : IStruct
    {
        public int PartitionIndex;
        public long LowWatermark;
        public ErrorCode ErrorCode;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Int64(ref LowWatermark);
            w.Error(ref ErrorCode);
            w.NoTags();
        }
    }
}
