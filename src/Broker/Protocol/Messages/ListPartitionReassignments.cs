using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>ListPartitionReassignments (key 46), version 0: the request.</summary>
internal sealed class ListPartitionReassignmentsRequest : IRequest
{
    public static ApiKey Api => ApiKey.ListPartitionReassignments;

    public static short MinVersion => 0;

    public static short MaxVersion => 0;

    public static short FlexibleSince => 0;

    public int TimeoutMs = 60000;
    public List<ListPartitionReassignmentsTopics>? Topics;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref TimeoutMs);
        w.NullableArray(ref Topics);
        w.NoTags();
    }

    internal sealed class ListPartitionReassignmentsTopics : IStruct
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

/// <summary>ListPartitionReassignments (key 46), version 0: the response.</summary>
internal sealed class ListPartitionReassignmentsResponse : IMessage
{
    public static short FlexibleSince => 0;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public string? ErrorMessage = "";
    public List<OngoingTopicReassignment> Topics = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        w.Error(ref ErrorCode);
        w.NullableString(ref ErrorMessage);
        w.Array(ref Topics);
        w.NoTags();
    }

    internal sealed class OngoingTopicReassignment : IStruct
    {
        public string Name = "";
        public List<OngoingPartitionReassignment> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class OngoingPartitionReassignment : IStruct
    {
        public int PartitionIndex;
        public List<int> Replicas = [];
        public List<int> AddingReplicas = [];
        public List<int> RemovingReplicas = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Int32Array(ref Replicas);
            w.Int32Array(ref AddingReplicas);
            w.Int32Array(ref RemovingReplicas);
            w.NoTags();
        }
    }
}
