using System.Collections.Concurrent;
using Connect.Broker.Hosting;
using Connect.Broker.Tests.Support;
using Connect.Runtime.Configuration.Worker;
using Connect.Silo.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Compatibility.Tests.Pipelines;

/// <summary>Two embedded brokers and a worker for each profile, on which all of its scenarios run side by side as soon as one of them is asked for.</summary>
public sealed class PipelineRuns : IAsyncLifetime
{
    private const int AtOnce = 8;

    private readonly TempFolder _folder = new();
    private readonly SemaphoreSlim _room = new(AtOnce);
    private readonly ConcurrentDictionary<string, Lazy<Task<Dictionary<string, Task<string>>>>> _profiles = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<WorkerHost> _workers = [];
    private EmbeddedBroker? _broker;
    private EmbeddedBroker? _other;

    public async ValueTask InitializeAsync()
    {
        foreach (var (key, value) in PipelineScenarios.Profiles["environment"]!.AsObject()) Environment.SetEnvironmentVariable(key, value!.ToString());
        (_broker, _other) = (await StartBrokerAsync("broker"), await StartBrokerAsync("other"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        if (_broker is not null) await _broker.DisposeAsync();
        if (_other is not null) await _other.DisposeAsync();
        _room.Dispose();
        _folder.Dispose();
    }

    /// <summary>What is different from the recording; empty if nothing is.</summary>
    public async Task<string> ResultAsync(string name)
    {
        var profile = PipelineScenarios.ProfileOf(PipelineScenarios.All[name]);
        var runs = await _profiles.GetOrAdd(profile, p => new Lazy<Task<Dictionary<string, Task<string>>>>(() => StartAsync(p))).Value;
        return await runs[name];
    }

    private Task<EmbeddedBroker> StartBrokerAsync(string name) => EmbeddedBroker.StartAsync(
        new EmbeddedBrokerOptions { Port = 0, DataDirectory = Path.Combine(_folder.Path, name) }, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);

    private async Task<Dictionary<string, Task<string>>> StartAsync(string profile)
    {
        var group = $"pipelines-{profile}";
        var properties = PipelineScenarios.SettingsOf(profile);
        properties["bootstrap.servers"] = _broker!.BootstrapServers;
        properties["group.id"] = group;
        properties["listeners"] = "http://127.0.0.1:0";
        foreach (var topic in (string[])["config", "offset", "status"]) properties[$"{topic}.storage.topic"] = $"{group}-{topic}";
        var worker = await WorkerHost.StartAsync(
            WorkerDefinitions.Distributed, properties,
            new WorkerHostOptions { Loggers = NullLoggerFactory.Instance, DataFolder = Path.Combine(_folder.Path, profile) }, CancellationToken.None);
        _workers.Add(worker);
        var place = new PipelinePlace(new Uri($"http://{worker.WorkerId}"), group, _broker.BootstrapServers, _other!.BootstrapServers, _folder.Path);
        return PipelineScenarios.All.Where(s => PipelineScenarios.ProfileOf(s.Value) == profile).ToDictionary(s => s.Key, s => RunAsync(s.Key, place), StringComparer.Ordinal);
    }

    private async Task<string> RunAsync(string name, PipelinePlace place)
    {
        await _room.WaitAsync();
        try
        {
            using var run = new PipelineRun(PipelineScenarios.All[name], place);
            return await Task.Run(run.RunAsync);
        }
        finally
        {
            _room.Release();
        }
    }
}
