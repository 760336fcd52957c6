using System.Globalization;
using Connect.Broker.Hosting;
using Connect.Connectors.Text;
using Connect.Runtime.Configuration.Worker;
using Connect.Runtime.Plugins;
using Microsoft.Extensions.Logging;

namespace Connect.Silo.Hosting;

/// <summary>A worker with a Kafka broker of its own, in one process and one folder.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly EmbeddedBroker _broker;

    private EmbeddedHost(EmbeddedBroker broker, WorkerHost worker)
    {
        _broker = broker;
        Worker = worker;
    }

    public WorkerHost Worker { get; }

    public string BootstrapServers => _broker.BootstrapServers;

    /// <summary>Where the REST API is on this machine.</summary>
    public string Url => $"http://{Worker.WorkerId}";

    /// <exception cref="StartException">The worker cannot start.</exception>
    /// <exception cref="BrokerStartException">The broker cannot start.</exception>
    public static async Task<EmbeddedHost> StartAsync(
        string data, int port, int restPort, IEnumerable<string> settings, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var broker = await EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions { Port = port, DataDirectory = Path.Combine(data, "broker") }, loggers, TimeProvider.System, cancellationToken);
        try
        {
            var properties = WorkerProperties.Gather(Defaults(broker.BootstrapServers, restPort), null, Environment.GetEnvironmentVariables(), settings);
            var options = new WorkerHostOptions { Loggers = loggers, DataFolder = Path.Combine(data, "state"), Plugins = [PluginClass.Of<ParseText>("connect.transforms.ParseText$Value")] };
            var worker = await WorkerHost.StartAsync(WorkerDefinitions.Distributed, properties, options, cancellationToken);
            return new EmbeddedHost(broker, worker);
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await _broker.DisposeAsync();
    }

    /// <summary>The settings of a worker that nobody has written a file for.</summary>
    private static Dictionary<string, string?> Defaults(string bootstrapServers, int restPort) => new()
    {
        ["bootstrap.servers"] = bootstrapServers,
        ["group.id"] = "connect",
        ["key.converter"] = "org.apache.kafka.connect.json.JsonConverter",
        ["key.converter.schemas.enable"] = "false",
        ["value.converter"] = "org.apache.kafka.connect.json.JsonConverter",
        ["value.converter.schemas.enable"] = "false",
        ["config.storage.topic"] = "connect-configs",
        ["offset.storage.topic"] = "connect-offsets",
        ["offset.storage.replication.factor"] = "1",
        ["status.storage.topic"] = "connect-status",
        ["offset.flush.interval.ms"] = "10000",
        ["listeners"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{restPort}"),
    };
}
