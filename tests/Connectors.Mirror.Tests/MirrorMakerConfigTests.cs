using Connect.Connectors.Mirror.Dedicated;
using Connect.Sdk.Errors;

namespace Connect.Connectors.Mirror.Tests;

/// <summary>The file of connect-mirror-maker.sh.</summary>
public sealed class MirrorMakerConfigTests
{
    private static readonly Dictionary<string, string?> File = new()
    {
        ["clusters"] = "A, B",
        ["A.bootstrap.servers"] = "a:1",
        ["B.bootstrap.servers"] = "b:1",
        ["B.producer.linger.ms"] = "7",
        ["security.protocol"] = "PLAINTEXT",
        ["A->B.enabled"] = "true",
        ["A->B.topics"] = "x.*",
        ["replication.factor"] = "1",
    };

    [Fact]
    public void A_flow_has_its_connectors_and_the_way_back_its_heartbeats()
    {
        var connectors = new MirrorMakerConfig(File, []).Connectors().ToDictionary(c => c["name"]!);
        Assert.Equal(
            ["A->B.MirrorCheckpointConnector", "A->B.MirrorHeartbeatConnector", "A->B.MirrorSourceConnector", "B->A.MirrorHeartbeatConnector"],
            connectors.Keys.Order(StringComparer.Ordinal));
        var source = connectors["A->B.MirrorSourceConnector"];
        Assert.Equal("x.*", source["topics"]);
        Assert.Equal("1", source["replication.factor"]);
        Assert.Equal("a:1", source["source.cluster.bootstrap.servers"]);
        Assert.Equal("b:1", source["target.cluster.bootstrap.servers"]);
        Assert.Equal("b:1", source["producer.override.bootstrap.servers"]);
        Assert.Equal("7", source["producer.override.linger.ms"]);
        Assert.Equal("true", source["enabled"]);
        Assert.Equal("a:1", connectors["B->A.MirrorHeartbeatConnector"]["producer.override.bootstrap.servers"]);
    }

    [Fact]
    public void The_worker_writes_bytes_to_the_target()
    {
        var worker = new MirrorMakerConfig(File, ["B"]).Worker();
        Assert.Equal("b:1", worker["bootstrap.servers"]);
        Assert.Equal("org.apache.kafka.connect.converters.ByteArrayConverter", worker["value.converter"]);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Contains("clusters", Assert.Throws<ConfigException>(() => new MirrorMakerConfig(new Dictionary<string, string?>(), [])).Message, StringComparison.Ordinal);
        var without = new Dictionary<string, string?>(File);
        without.Remove("A.bootstrap.servers");
        Assert.Contains("A.bootstrap.servers", Assert.Throws<ConfigException>(() => new MirrorMakerConfig(without, [])).Message, StringComparison.Ordinal);
        Assert.Contains("A->B.enabled", Assert.Throws<ConfigException>(() => new MirrorMakerConfig(
            new Dictionary<string, string?> { ["clusters"] = "A", ["A.bootstrap.servers"] = "a:1" }, [])).Message, StringComparison.Ordinal);
    }
}
