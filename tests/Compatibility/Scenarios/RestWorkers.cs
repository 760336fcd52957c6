using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Connect.Broker.Hosting;
using Connect.Broker.Tests.Support;
using Connect.Runtime.Configuration.Worker;
using Connect.Silo.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Compatibility.Tests.Scenarios;

/// <summary>A worker in this process, set aside for one folder of scenarios: they run one after the other.</summary>
internal sealed record RestWorker(WorkerHost Host, string Folder, Uri Address, Uri? AdminAddress) : IAsyncDisposable
{
    public SemaphoreSlim Turn { get; } = new(1);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Turn.Dispose();
    }
}

/// <summary>The embedded broker, and a worker for each folder that is asked for.</summary>
public sealed partial class RestWorkers : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<RestWorker>>> _workers = new(StringComparer.Ordinal);
    private EmbeddedBroker? _broker;

    public async ValueTask InitializeAsync() => _broker = await EmbeddedBroker.StartAsync(
        new EmbeddedBrokerOptions { Port = 0, DataDirectory = Path.Combine(_folder.Path, "broker") }, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers.Values.Where(w => w.IsValueCreated)) await (await worker.Value).DisposeAsync();
        if (_broker is not null) await _broker.DisposeAsync();
        _folder.Dispose();
    }

    internal Task<RestWorker> GetAsync(string folder) => _workers.GetOrAdd(folder, f => new Lazy<Task<RestWorker>>(() => StartAsync(f))).Value;

    private async Task<RestWorker> StartAsync(string name)
    {
        var place = Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;
        var spec = JsonNode.Parse(await File.ReadAllTextAsync(RestScenarios.PathOf(name, "worker")))!;
        var adminPort = spec["admin_listener"] is null ? 0 : RestListener.FreePort();
        foreach (var (file, text) in spec["files"]?.AsObject() ?? []) await File.WriteAllTextAsync(Path.Combine(place, file), Fill(text!.ToString()));
        var properties = new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = _broker!.BootstrapServers,
            ["group.id"] = $"rest-{name}",
            ["listeners"] = "http://127.0.0.1:0",
            ["key.converter"] = "org.apache.kafka.connect.json.JsonConverter",
            ["value.converter"] = "org.apache.kafka.connect.json.JsonConverter",
            ["config.storage.topic"] = $"{name}-configs",
            ["offset.storage.topic"] = $"{name}-offsets",
            ["status.storage.topic"] = $"{name}-status",
            ["offset.storage.replication.factor"] = "1",
        };
        foreach (var (key, value) in spec["settings"]!.AsObject()) properties[key] = Fill(value!.ToString());
        // Where the original takes an option of the Java machine, a setting of the worker does as well.
        if (spec["java_options"] is { } options && JavaOption().Match(options.ToString()) is { Success: true } option) properties[option.Groups[1].Value] = Fill(option.Groups[2].Value);
        var host = await WorkerHost.StartAsync(
            WorkerDefinitions.Distributed, properties, new WorkerHostOptions { Loggers = NullLoggerFactory.Instance, DataFolder = Path.Combine(place, "state") }, CancellationToken.None);
        return new RestWorker(host, place, new Uri($"http://{host.WorkerId}"), adminPort == 0 ? null : new Uri($"http://127.0.0.1:{adminPort}"));

        string Fill(string text) => text.Replace("${dir}", place, StringComparison.Ordinal).Replace("${admin_port}", $"{adminPort}", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^-D([\w.]+)=(.*)$")]
    private static partial Regex JavaOption();
}
