using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>Fetch (key 1), versions 4 to 18: the request.</summary>
internal sealed class FetchRequest : IRequest
{
    public static ApiKey Api => ApiKey.Fetch;

    public static short MinVersion => 4;

    public static short MaxVersion => 18;

    public static short FlexibleSince => 12;

    public string? ClusterId;
    public int ReplicaId = -1;
    public ReplicaStateData? ReplicaState;
    public int MaxWaitMs;
    public int MinBytes;
    public int MaxBytes = int.MaxValue;
    public sbyte IsolationLevel;
    public int SessionId;
    public int SessionEpoch = -1;
    public List<FetchTopic> Topics = [];
    public List<ForgottenTopic> ForgottenTopicsData = [];
    public string RackId = "";

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        if (w.Version <= 14) w.Int32(ref ReplicaId);
        w.Int32(ref MaxWaitMs);
        w.Int32(ref MinBytes);
        w.Int32(ref MaxBytes);
        w.Int8(ref IsolationLevel);
        if (w.Version >= 7) w.Int32(ref SessionId);
        if (w.Version >= 7) w.Int32(ref SessionEpoch);
        w.Array(ref Topics);
        if (w.Version >= 7) w.Array(ref ForgottenTopicsData);
        if (w.Version >= 11) w.String(ref RackId);

        var tags = w.BeginTags();
        if (w.Tag(ref tags, 0, ClusterId is not null))
        {
            w.NullableString(ref ClusterId);
            w.EndTag(ref tags);
        }

        if (w.Version >= 15 && w.Tag(ref tags, 1, ReplicaState is not null))
        {
            w.Struct(ref ReplicaState!);
            w.EndTag(ref tags);
        }

        w.EndTags(ref tags);
    }

    internal sealed class ReplicaStateData : IStruct
    {
        public int ReplicaId = -1;
        public long ReplicaEpoch = -1;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref ReplicaId);
            w.Int64(ref ReplicaEpoch);
            w.NoTags();
        }
    }

    internal sealed class FetchTopic : IStruct
    {
        public string Topic = "";
        public Guid TopicId;
        public List<FetchPartition> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version <= 12) w.String(ref Topic);
            if (w.Version >= 13) w.Uuid(ref TopicId);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class ForgottenTopic : IStruct
    {
        public string Topic = "";
        public Guid TopicId;
        public List<int> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version <= 12) w.String(ref Topic);
            if (w.Version >= 13) w.Uuid(ref TopicId);
            w.Int32Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class FetchPartition : IStruct
    {
        public int Partition;
        public int CurrentLeaderEpoch = -1;
        public long FetchOffset;
        public int LastFetchedEpoch = -1;
        public long LogStartOffset = -1;
        public int PartitionMaxBytes;
        public Guid ReplicaDirectoryId;
        public long HighWatermark = long.MaxValue;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref Partition);
            if (w.Version >= 9) w.Int32(ref CurrentLeaderEpoch);
            w.Int64(ref FetchOffset);
            if (w.Version >= 12) w.Int32(ref LastFetchedEpoch);
            if (w.Version >= 5) w.Int64(ref LogStartOffset);
            w.Int32(ref PartitionMaxBytes);

            var tags = w.BeginTags();
            if (w.Version >= 17 && w.Tag(ref tags, 0, ReplicaDirectoryId != Guid.Empty))
            {
                w.Uuid(ref ReplicaDirectoryId);
                w.EndTag(ref tags);
            }

            if (w.Version >= 18 && w.Tag(ref tags, 1, HighWatermark != long.MaxValue))
            {
                w.Int64(ref HighWatermark);
                w.EndTag(ref tags);
            }

            w.EndTags(ref tags);
        }
    }
}

/// <summary>Fetch (key 1), versions 4 to 18: the response.</summary>
internal sealed class FetchResponse : IMessage
{
    public static short FlexibleSince => 12;

    public int ThrottleTimeMs;
    public ErrorCode ErrorCode;
    public int SessionId;
    public List<FetchableTopicResponse> Responses = [];
    public List<NodeEndpoint> NodeEndpoints = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int32(ref ThrottleTimeMs);
        if (w.Version >= 7) w.Error(ref ErrorCode);
        if (w.Version >= 7) w.Int32(ref SessionId);
        w.Array(ref Responses);

        var tags = w.BeginTags();
        if (w.Version >= 16 && w.Tag(ref tags, 0, NodeEndpoints.Count > 0))
        {
            w.Array(ref NodeEndpoints);
            w.EndTag(ref tags);
        }

        w.EndTags(ref tags);
    }

    internal sealed class FetchableTopicResponse : IStruct
    {
        public string Topic = "";
        public Guid TopicId;
        public List<PartitionData> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            if (w.Version <= 12) w.String(ref Topic);
            if (w.Version >= 13) w.Uuid(ref TopicId);
            w.Array(ref Partitions);
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

    internal sealed class PartitionData : IStruct
    {
        public int PartitionIndex;
        public ErrorCode ErrorCode;
        public long HighWatermark;
        public long LastStableOffset = -1;
        public long LogStartOffset = -1;
        public EpochEndOffset? DivergingEpoch;
        public LeaderIdAndEpoch? CurrentLeader;
        public SnapshotId? SnapshotId;
        public List<AbortedTransaction>? AbortedTransactions = [];
        public int PreferredReadReplica = -1;
        public WireRecords Records;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref PartitionIndex);
            w.Error(ref ErrorCode);
            w.Int64(ref HighWatermark);
            w.Int64(ref LastStableOffset);
            if (w.Version >= 5) w.Int64(ref LogStartOffset);
            w.NullableArray(ref AbortedTransactions);
            if (w.Version >= 11) w.Int32(ref PreferredReadReplica);
            w.Records(ref Records);

            var tags = w.BeginTags();
            if (w.Tag(ref tags, 0, DivergingEpoch is not null))
            {
                w.Struct(ref DivergingEpoch!);
                w.EndTag(ref tags);
            }

            if (w.Tag(ref tags, 1, CurrentLeader is not null))
            {
                w.Struct(ref CurrentLeader!);
                w.EndTag(ref tags);
            }

            if (w.Tag(ref tags, 2, SnapshotId is not null))
            {
                w.Struct(ref SnapshotId!);
                w.EndTag(ref tags);
            }

            w.EndTags(ref tags);
        }
    }

    internal sealed class EpochEndOffset : IStruct
    {
        public int Epoch = -1;
        public long EndOffset = -1;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int32(ref Epoch);
            w.Int64(ref EndOffset);
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

    internal sealed class SnapshotId : IStruct
    {
        public long EndOffset = -1;
        public int Epoch = -1;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int64(ref EndOffset);
            w.Int32(ref Epoch);
            w.NoTags();
        }
    }

    internal sealed class AbortedTransaction : IStruct
    {
        public long ProducerId;
        public long FirstOffset;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int64(ref ProducerId);
            w.Int64(ref FirstOffset);
            w.NoTags();
        }
    }
}
