using Connect.Sdk.Connectors;

namespace Connect.Connectors.Mirror.Formats;

/// <summary>A record was copied: its offset there and here (<c>org.apache.kafka.connect.mirror.OffsetSync</c>).</summary>
internal sealed record OffsetSync(TopicPartition Partition, long UpstreamOffset, long DownstreamOffset)
{
    public byte[] Key() => new ProtocolWriter().Add(Partition.Topic).Add(Partition.Partition).ToArray();

    public byte[] Value() => new ProtocolWriter().Add(UpstreamOffset).Add(DownstreamOffset).ToArray();

    /// <exception cref="FormatException">The bytes are of something else.</exception>
    public static OffsetSync Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var keys = new ProtocolReader(key);
        var values = new ProtocolReader(value);
        return new OffsetSync(new TopicPartition(keys.Text(), keys.Int32()), values.Int64(), values.Int64());
    }

    public override string ToString() => $"OffsetSync{{topicPartition={Partition}, upstreamOffset={UpstreamOffset}, downstreamOffset={DownstreamOffset}}}";
}
