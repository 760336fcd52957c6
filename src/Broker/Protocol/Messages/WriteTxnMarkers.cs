using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.Messages;

/// <summary>WriteTxnMarkers (key 27), versions 1 to 2: the request.</summary>
internal sealed class WriteTxnMarkersRequest : IRequest
{
    public static ApiKey Api => ApiKey.WriteTxnMarkers;

    public static short MinVersion => 1;

    public static short MaxVersion => 2;

    public static short FlexibleSince => 1;

    public List<WritableTxnMarker> Markers = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Markers);
        w.NoTags();
    }

    internal sealed class WritableTxnMarker : IStruct
    {
        public long ProducerId;
        public short ProducerEpoch;
        public bool TransactionResult;
        public List<WritableTxnMarkerTopic> Topics = [];
        public int CoordinatorEpoch;
        public sbyte TransactionVersion;

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int64(ref ProducerId);
            w.Int16(ref ProducerEpoch);
            w.Bool(ref TransactionResult);
            w.Array(ref Topics);
            w.Int32(ref CoordinatorEpoch);
            if (w.Version >= 2) w.Int8(ref TransactionVersion);
            w.NoTags();
        }
    }

    internal sealed class WritableTxnMarkerTopic : IStruct
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

/// <summary>WriteTxnMarkers (key 27), versions 1 to 2: the response.</summary>
internal sealed class WriteTxnMarkersResponse : IMessage
{
    public static short FlexibleSince => 1;

    public List<WritableTxnMarkerResult> Markers = [];

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Array(ref Markers);
        w.NoTags();
    }

    internal sealed class WritableTxnMarkerResult : IStruct
    {
        public long ProducerId;
        public List<WritableTxnMarkerTopicResult> Topics = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.Int64(ref ProducerId);
            w.Array(ref Topics);
            w.NoTags();
        }
    }

    internal sealed class WritableTxnMarkerTopicResult : IStruct
    {
        public string Name = "";
        public List<WritableTxnMarkerPartitionResult> Partitions = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Name);
            w.Array(ref Partitions);
            w.NoTags();
        }
    }

    internal sealed class WritableTxnMarkerPartitionResult : IStruct
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
