using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>DescribeTopicPartitions (key 75), version 0: the request.</summary>
internal sealed class DescribeTopicPartitionsRequest : IRequest
{
    public static ApiKey Api => ApiKey.DescribeTopicPartitions;

    public static short MinVersion => 0;

    public static short MaxVersion => 0;

    public static short FlexibleSince => 0;

    public List<TopicRequest> Topics = [];
    public int ResponsePartitionLimit = 2000;
    public CursorData? Cursor;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Topics);
        w.Int32(ref ResponsePartitionLimit);
        w.NullableStruct(ref Cursor);
        w.NoTags();
    }

    internal sealed class TopicRequest : IStruct
    {
        public string Name = "";

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.NoTags();
        }
    }

    internal sealed class CursorData : IStruct
    {
        public string TopicName = "";
        public int PartitionIndex;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref TopicName);
            w.Int32(ref PartitionIndex);
            w.NoTags();
        }
    }
}

/// <summary>DescribeTopicPartitions (key 75), version 0: the response.</summary>
internal sealed class DescribeTopicPartitionsResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public List<DescribeTopicPartitionsResponseTopic> Topics = [];
    public Cursor? NextCursor;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Array(ref Topics);
        w.NullableStruct(ref NextCursor);
        w.NoTags();
    }

    internal sealed class DescribeTopicPartitionsResponseTopic : IStruct
    {
        public ErrorCode ErrorCode;
        public string? Name = "";
        public Guid TopicId;
        public bool IsInternal;
        public List<DescribeTopicPartitionsResponsePartition> Partitions = [];
        public int TopicAuthorizedOperations = int.MinValue;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.NullableString(ref Name);
            w.Uuid(ref TopicId);
            w.Bool(ref IsInternal);
            w.Array(ref Partitions);
            w.Int32(ref TopicAuthorizedOperations);
            w.NoTags();
        }
    }

    internal sealed class Cursor : IStruct
    {
        public string TopicName = "";
        public int PartitionIndex;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref TopicName);
            w.Int32(ref PartitionIndex);
            w.NoTags();
        }
    }

    internal sealed class DescribeTopicPartitionsResponsePartition : IStruct
    {
        public ErrorCode ErrorCode;
        public int PartitionIndex;
        public int LeaderId;
        public int LeaderEpoch = -1;
        public List<int> ReplicaNodes = [];
        public List<int> IsrNodes = [];
        public List<int>? EligibleLeaderReplicas;
        public List<int>? LastKnownElr;
        public List<int> OfflineReplicas = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Error(ref ErrorCode);
            w.Int32(ref PartitionIndex);
            w.Int32(ref LeaderId);
            w.Int32(ref LeaderEpoch);
            w.Int32Array(ref ReplicaNodes);
            w.Int32Array(ref IsrNodes);
            w.NullableInt32Array(ref EligibleLeaderReplicas);
            w.NullableInt32Array(ref LastKnownElr);
            w.Int32Array(ref OfflineReplicas);
            w.NoTags();
        }
    }
}
