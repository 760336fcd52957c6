using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>Produce (key 0), versions 3 to 13: the request.</summary>
internal sealed class ProduceRequest : IRequest
{
    public static ApiKey Api => ApiKey.Produce;

    public static short MinVersion => 3;

    public static short MaxVersion => 13;

    public static short FlexibleSince => 9;

    public string? TransactionalId;
    public short Acks;
    public int TimeoutMs;
    public List<TopicProduceData> TopicData = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.NullableString(ref TransactionalId);
        w.Int16(ref Acks);
        w.Int32(ref TimeoutMs);
        w.Array(ref TopicData);
        w.NoTags();
    }

    internal sealed class TopicProduceData : IStruct
    {
        public string Name = "";
        public Guid TopicId;
        public List<PartitionProduceData> PartitionData = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version <= 12) w.String(ref Name);
            if (w.Version >= 13) w.Uuid(ref TopicId);
            w.Array(ref PartitionData);
            w.NoTags();
        }
    }

    internal sealed class PartitionProduceData : IStruct
    {
        public int Index;
        public WireRecords Records;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref Index);
            w.Records(ref Records);
            w.NoTags();
        }
    }
}

/// <summary>Produce (key 0), versions 3 to 13: the response.</summary>
internal sealed class ProduceResponse : IMessage
{
    public static short FlexibleSince => 9;

    public List<TopicProduceResponse> Responses = [];
    public int ThrottleTimeMs;
    public List<NodeEndpoint> NodeEndpoints = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Responses);
        w.Int32(ref ThrottleTimeMs);

        var tags = w.BeginTags();
        if (w.Version >= 10 && w.Tag(ref tags, 0, NodeEndpoints.Count > 0))
        {
            w.Array(ref NodeEndpoints);
            w.EndTag(ref tags);
        }

        w.EndTags(ref tags);
    }

    internal sealed class TopicProduceResponse : IStruct
    {
        public string Name = "";
        public Guid TopicId;
        public List<PartitionProduceResponse> PartitionResponses = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version <= 12) w.String(ref Name);
            if (w.Version >= 13) w.Uuid(ref TopicId);
            w.Array(ref PartitionResponses);
            w.NoTags();
        }
    }

    internal sealed class NodeEndpoint : IStruct
    {
        public int NodeId;
        public string Host = "";
        public int Port;
        public string? Rack;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref NodeId);
            w.String(ref Host);
            w.Int32(ref Port);
            w.NullableString(ref Rack);
            w.NoTags();
        }
    }

    internal sealed class PartitionProduceResponse : IStruct
    {
        public int Index;
        public ErrorCode ErrorCode;
        public long BaseOffset;
        public long LogAppendTimeMs = -1;
        public long LogStartOffset = -1;
        public List<BatchIndexAndErrorMessage> RecordErrors = [];
        public string? ErrorMessage;
        public LeaderIdAndEpoch? CurrentLeader;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref Index);
            w.Error(ref ErrorCode);
            w.Int64(ref BaseOffset);
            w.Int64(ref LogAppendTimeMs);
            if (w.Version >= 5) w.Int64(ref LogStartOffset);
            if (w.Version >= 8) w.Array(ref RecordErrors);
            if (w.Version >= 8) w.NullableString(ref ErrorMessage);

            var tags = w.BeginTags();
            if (w.Version >= 10 && w.Tag(ref tags, 0, CurrentLeader is not null))
            {
                w.Struct(ref CurrentLeader!);
                w.EndTag(ref tags);
            }

            w.EndTags(ref tags);
        }
    }

    internal sealed class BatchIndexAndErrorMessage : IStruct
    {
        public int BatchIndex;
        public string? BatchIndexErrorMessage;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref BatchIndex);
            w.NullableString(ref BatchIndexErrorMessage);
            w.NoTags();
        }
    }

    internal sealed class LeaderIdAndEpoch : IStruct
    {
        public int LeaderId = -1;
        public int LeaderEpoch = -1;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref LeaderId);
            w.Int32(ref LeaderEpoch);
            w.NoTags();
        }
    }
}
