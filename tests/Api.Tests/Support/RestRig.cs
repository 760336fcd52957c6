using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Connect.Broker.Hosting;
using Connect.Broker.Tests.Support;
using Connect.Compatibility.Tests.Scenarios;
using Connect.Runtime.Configuration.Worker;
using Connect.Silo.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Api.Tests.Support;

/// <summary>A worker and a broker in this process, and a client.</summary>
internal sealed class RestRig : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly EmbeddedBroker _broker;
    private readonly WorkerHost _worker;

    private RestRig(TempFolder folder, EmbeddedBroker broker, WorkerHost worker, string scheme)
    {
        _folder = folder;
        _broker = broker;
        _worker = worker;
        Address = new Uri($"{scheme}://{worker.WorkerId}");
        Http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(90) };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RestRig> StartAsync(Func<string, Dictionary<string, string?>>? settings = null, bool standalone = false)
    {
        var folder = new TempFolder();
        var broker = await EmbeddedBroker.StartAsync(
            new EmbeddedBrokerOptions { Port = 0, DataDirectory = Path.Combine(folder.Path, "broker") }, NullLoggerFactory.Instance, TimeProvider.System, Cancellation);
        var properties = new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = broker.BootstrapServers,
            ["listeners"] = "http://127.0.0.1:0",
            ["key.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["value.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["offset.flush.interval.ms"] = "100",
        };
        if (standalone)
        {
            properties["offset.storage.file.filename"] = Path.Combine(folder.Path, "offsets");
        }
        else
        {
            properties["group.id"] = "rest";
            foreach (var store in new[] { "config", "offset", "status" }) properties[$"{store}.storage.topic"] = store;
        }

        foreach (var (key, value) in settings?.Invoke(folder.Path) ?? []) properties[key] = value;
        var worker = await WorkerHost.StartAsync(
            standalone ? WorkerDefinitions.Standalone : WorkerDefinitions.Distributed, properties,
            new WorkerHostOptions { Loggers = NullLoggerFactory.Instance, DataFolder = Path.Combine(folder.Path, "state"), IsStandalone = standalone }, Cancellation);
        return new RestRig(folder, broker, worker, properties["listeners"]!.Split(':')[0]);
    }

    public string PathOf(string file) => Path.Combine(_folder.Path, file);

    public Dictionary<string, string?> Source(string topic = "lines", params (string Key, string? Value)[] more)
    {
        File.WriteAllText(PathOf("in.txt"), "one\ntwo\n");
        var config = new Dictionary<string, string?> { ["connector.class"] = "FileStreamSource", ["file"] = PathOf("in.txt"), ["topic"] = topic };
        foreach (var (key, value) in more) config[key] = value;
        return config;
    }

    /// <summary>Sends a request; a body that is no text is sent as JSON.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is string text) request.Content = new StringContent(text, Encoding.UTF8, "application/json");
        else if (body is not null) request.Content = JsonContent.Create(body);
        using var response = await Http.SendAsync(request, Cancellation);
        var bytes = await response.Content.ReadAsByteArrayAsync(Cancellation);
        return (response.StatusCode, bytes.Length == 0 ? null : JsonNode.Parse(bytes));
    }

    public Task<(HttpStatusCode Status, JsonNode? Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<(HttpStatusCode Status, JsonNode? Body)> CreateAsync(string name, object config, string? initialState = null) =>
        SendAsync(HttpMethod.Post, "/connectors", initialState is null ? new { name, config } : new { name, config, initial_state = initialState });

    /// <summary>Waits until the connector and so many tasks have a state.</summary>
    public async Task<JsonNode> WaitForAsync(string name, string state, int tasks)
    {
        JsonNode? last = null;
        await EventuallyAsync(
            async () =>
            {
                last = (await GetAsync($"/connectors/{Uri.EscapeDataString(name)}/status")).Body;
                return last?["connector"]?["state"]?.ToString() == state && last["tasks"]!.AsArray() is var list && list.Count == tasks && list.All(t => t!["state"]!.ToString() == state);
            },
            () => $"{name} did not become {state} with {tasks} tasks: {last}");
        return last!;
    }

    public static async Task EventuallyAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var end = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(end) > TimeSpan.FromSeconds(60)) Assert.Fail(what());
            await Task.Delay(20, Cancellation);
        }
    }

    public Task<RawAnswer> RawAsync(string method, string path, params (string Name, string Value)[] headers) =>
        RawHttp.SendAsync(Address, method, path, headers.ToDictionary(h => h.Name, h => h.Value), null, Cancellation);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _worker.DisposeAsync();
        await _broker.DisposeAsync();
        _folder.Dispose();
    }
}
