using Connect.Broker.Hosting;
using Connect.Broker.Tests.Support;
using Connect.Connectors.File;
using Connect.Grains.Abstractions;
using Connect.Grains.Hosting;
using Connect.Runtime.Configuration.Worker;
using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Connect.Grains.Tests.Support;

/// <summary>Silos in this process, an embedded broker, and a storage that fails when told to.</summary>
public sealed class GrainCluster : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private EmbeddedBroker _broker = null!;

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public FaultyStorage Storage { get; } = new();

    public IGrainFactory Grains => Cluster.Client;

    public string PathOf(string file) => Path.Combine(_folder.Path, file);

    public async ValueTask InitializeAsync()
    {
        _broker = await EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Port = 0, DataDirectory = PathOf("broker") });
        var plugins = new PluginClasses(
        [
            PluginClass.Of<FileStreamSourceConnector>("org.apache.kafka.connect.file.FileStreamSourceConnector"),
            PluginClass.Of<FileStreamSinkConnector>("org.apache.kafka.connect.file.FileStreamSinkConnector"),
        ]);
        var config = new WorkerConfig(WorkerDefinitions.Standalone, new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = _broker.BootstrapServers,
            ["key.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["value.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["offset.storage.file.filename"] = "unused",
            ["offset.flush.interval.ms"] = "100",
        }, plugins);
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((options, silo) =>
        {
            silo.AddConnectGrains("test");
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<IGrainStorage>(Storage);
            silo.Services.AddSingleton(services => new Worker(config, plugins, services.GetRequiredService<ILoggerFactory>(), TimeProvider.System));
        });
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _broker.DisposeAsync();
        _folder.Dispose();
    }

    public Task<PutResult> CreateSourceAsync(string name, string file, string topic) => Grains.GetGrain<IConnectorGrain>(name).PutConfig(new()
    {
        ["name"] = name,
        ["connector.class"] = "FileStreamSource",
        ["tasks.max"] = "1",
        ["file"] = PathOf(file),
        ["topic"] = topic,
    }, createOnly: true, TargetState.Started);

    public Task WaitForAsync(string name, WorkState state, int tasks) => TrueAsync(
        async () => await Grains.GetGrain<IStatusGrain>(name).Get() is { Connector: { } connector } status && connector.State == state
            && status.Tasks.Count == tasks && status.Tasks.All(t => t.Report.State == state),
        async () => $"{name} did not become {state} with {tasks} tasks: {Describe(await Grains.GetGrain<IStatusGrain>(name).Get())}");

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<Task<string>> what)
    {
        for (var until = Environment.TickCount64 + 60_000; Environment.TickCount64 < until; await Task.Delay(20))
        {
            try
            {
                if (await condition()) return;
            }
            catch (Exception e) when (e is OrleansException or IOException)
            {
                // Grains may be on their way.
            }
        }

        Assert.Fail(await what());
    }

    private static string Describe(StatusView? status) => status is null
        ? "nothing"
        : $"{status.Connector?.State} {string.Join(", ", status.Tasks.Select(t => $"{t.Id} {t.Report.State} {t.Report.Trace}"))}";

}
