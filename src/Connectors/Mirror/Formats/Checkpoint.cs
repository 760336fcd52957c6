using Connect.Sdk.Connectors;
using Connect.Sdk.Data;

namespace Connect.Connectors.Mirror.Formats;

/// <summary>
/// How far a consumer group is: the offset there, and what it is here (<c>org.apache.kafka.connect.mirror.Checkpoint</c>). The partition is that of the copy.
/// </summary>
internal sealed record Checkpoint(string Group, TopicPartition Partition, long UpstreamOffset, long DownstreamOffset, string Metadata)
{
    private const short Version = 0;

    /// <summary>The part of the source, in the order in which Java writes it.</summary>
    public ConnectMap SourcePartition => new() { ["partition"] = Partition.Partition, ["topic"] = Partition.Topic, ["group"] = Group };

    public byte[] Key() => new ProtocolWriter().Add(Group).Add(Partition.Topic).Add(Partition.Partition).ToArray();

    public byte[] Value() => new ProtocolWriter().Add(Version).Add(UpstreamOffset).Add(DownstreamOffset).Add(Metadata).ToArray();

    /// <exception cref="FormatException">The bytes are of something else.</exception>
    public static Checkpoint Read(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var keys = new ProtocolReader(key);
        var values = new ProtocolReader(value);
        if (values.Int16() is var version and not Version) throw new FormatException($"A checkpoint of version {version} cannot be read");
        return new Checkpoint(keys.Text(), new TopicPartition(keys.Text(), keys.Int32()), values.Int64(), values.Int64(), values.Text());
    }

    public override string ToString() =>
        $"Checkpoint{{consumerGroupId={Group}, topicPartition={Partition}, upstreamOffset={UpstreamOffset}, downstreamOffset={DownstreamOffset}, metadata={Metadata}}}";
}
