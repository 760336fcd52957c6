using System.Runtime.CompilerServices;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Broker.Hosting;
using Connect.Connectors.Mirror.Topics;
using Connect.Testing.Compliance;

namespace Connect.Connectors.Mirror.Tests;

/// <summary>The connector that copies topics; the other two read nothing that a test could put somewhere.</summary>
public sealed class MirrorSourceComplianceTests : SourceCompliance<MirrorSourceConnector>, IAsyncLifetime
{
    private const string Source = "numbers";
    private const string Bytes = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private readonly string _folder = Directory.CreateTempSubdirectory("connect-mirror-").FullName;
    private EmbeddedBroker? _source;

    protected override string Topic => $"a.{Source}";

    protected override IReadOnlyDictionary<string, string?> Config => new Dictionary<string, string?>
    {
        ["source.cluster.alias"] = "a",
        ["target.cluster.alias"] = "b",
        ["source.cluster.bootstrap.servers"] = _source!.BootstrapServers,
        ["target.cluster.bootstrap.servers"] = _source.BootstrapServers,
        ["topics"] = Source,
        ["replication.factor"] = "1",
        ["offset-syncs.topic.replication.factor"] = "1",
        ["key.converter"] = Bytes,
        ["value.converter"] = Bytes,
        ["header.converter"] = Bytes,
    };

    protected override string SnapshotFile => Beside("MirrorSource.settings.txt");

    public async ValueTask InitializeAsync()
    {
        _source = await EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Port = 0, DataDirectory = _folder });
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _source.BootstrapServers }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = Source, NumPartitions = 1, ReplicationFactor = 1 }]);
    }

    public async ValueTask DisposeAsync()
    {
        await _source!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override async Task WriteAsync(IReadOnlyList<string> texts)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = _source!.BootstrapServers }).Build();
        foreach (var text in texts) await producer.ProduceAsync(Source, new Message<Null, string> { Value = text }, TestContext.Current.CancellationToken);
    }

    private static string Beside(string name, [CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, name);
}
