using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol.InternalRecords;

/// <summary>The value of an internal record, versions 0-1.</summary>
internal sealed class TransactionLogValue : IMessage
{
    public static short FlexibleSince => 1;

    public long ProducerId;
    public long PreviousProducerId = -1;
    public long NextProducerId = -1;
    public short ProducerEpoch;
    public short NextProducerEpoch = -1;
    public int TransactionTimeoutMs;
    public sbyte TransactionStatus;
    public List<PartitionsSchema>? TransactionPartitions = [];
    public long TransactionLastUpdateTimestampMs;
    public long TransactionStartTimestampMs;
    public short ClientTransactionVersion;

    public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
    {
        w.Int64(ref ProducerId);
        w.Int16(ref ProducerEpoch);
        w.Int32(ref TransactionTimeoutMs);
        w.Int8(ref TransactionStatus);
        w.NullableArray(ref TransactionPartitions);
        w.Int64(ref TransactionLastUpdateTimestampMs);
        w.Int64(ref TransactionStartTimestampMs);

        var tags = w.BeginTags();
        if (w.Tag(ref tags, 0, PreviousProducerId != -1))
        {
            w.Int64(ref PreviousProducerId);
            w.EndTag(ref tags);
        }

        if (w.Tag(ref tags, 1, NextProducerId != -1))
        {
            w.Int64(ref NextProducerId);
            w.EndTag(ref tags);
        }

        if (w.Tag(ref tags, 2, ClientTransactionVersion != 0))
        {
            w.Int16(ref ClientTransactionVersion);
            w.EndTag(ref tags);
        }

        if (w.Tag(ref tags, 3, NextProducerEpoch != -1))
        {
            w.Int16(ref NextProducerEpoch);
            w.EndTag(ref tags);
        }

        w.EndTags(ref tags);
    }

    internal sealed class PartitionsSchema : IStruct
    {
        public string Topic = "";
        public List<int> PartitionIds = [];

        public void Describe<TWire>(ref TWire w) where TWire : struct, IWire
        {
            w.String(ref Topic);
            w.Int32Array(ref PartitionIds);
            w.NoTags();
        }
    }
}
