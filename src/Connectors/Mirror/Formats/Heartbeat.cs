using Connect.Sdk.Data;

namespace Connect.Connectors.Mirror.Formats;

/// <summary>A sign of life of a mirror (<c>org.apache.kafka.connect.mirror.Heartbeat</c>).</summary>
internal sealed record Heartbeat(string SourceClusterAlias, string TargetClusterAlias, long Timestamp)
{
    private const short Version = 0;

    /// <summary>The part of the source, in the order in which Java writes it.</summary>
    public ConnectMap SourcePartition => new() { ["sourceClusterAlias"] = SourceClusterAlias, ["targetClusterAlias"] = TargetClusterAlias };

    public byte[] Key() => new ProtocolWriter().Add(SourceClusterAlias).Add(TargetClusterAlias).ToArray();

    public byte[] Value() => new ProtocolWriter().Add(Version).Add(Timestamp).ToArray();

    public override string ToString() => $"Heartbeat{{sourceClusterAlias={SourceClusterAlias}, targetClusterAlias={TargetClusterAlias}, timestamp={Timestamp}}}";
}
