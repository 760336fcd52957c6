using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Connect.Silo.Tests;

/// <summary>Talks to the REST API of a worker.</summary>
internal sealed class WorkerClient(string address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://{address}"), Timeout = TimeSpan.FromSeconds(60) };

    public string Address => address;

    public async Task<JsonNode?> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, TestContext.Current.CancellationToken);
        return await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
    }

    public async Task<HttpStatusCode> SendAsync(HttpMethod method, string path)
    {
        using var response = await _http.SendAsync(new HttpRequestMessage(method, path), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public async Task<HttpStatusCode> PutAsync(string path, object body)
    {
        using var response = await _http.PutAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> CreateAsync(string name, params (string Key, string Value)[] config)
    {
        var settings = new JsonObject();
        foreach (var (key, value) in config) settings[key] = value;
        using var response = await _http.PostAsJsonAsync("/connectors", new JsonObject { ["name"] = name, ["config"] = settings }, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken));
    }

    public Task<(HttpStatusCode Status, JsonNode? Body)> CreateSourceAsync(string name, string file, string topic) => CreateAsync(
        name, ("connector.class", "FileStreamSource"), ("file", file), ("topic", topic));

    public Task<(HttpStatusCode Status, JsonNode? Body)> CreateSinkAsync(string name, string file, string topic, int tasks = 1) => CreateAsync(
        name, ("connector.class", "FileStreamSink"), ("file", file), ("topics", topic), ("tasks.max", $"{tasks}"));

    /// <summary>The states of the connector and its tasks, as <c>RUNNING@host:port</c>.</summary>
    public async Task<List<string>> StatesAsync(string name)
    {
        var status = await GetAsync($"/connectors/{name}/status");
        if (status?["connector"] is not { } connector) return [];
        return [State(connector), .. status["tasks"]!.AsArray().Select(t => State(t!))];

        static string State(JsonNode of) => $"{of["state"]}@{of["worker_id"]}";
    }

    public Task WaitForStateAsync(string name, string state, int tasks) => Eventually.TrueAsync(
        async () => await StatesAsync(name) is var states && states.Count == tasks + 1 && states.All(s => s.StartsWith(state + "@", StringComparison.Ordinal)),
        async () => $"{name} did not become {state} with {tasks} tasks: {await GetAsync($"/connectors/{name}/status")}");

    public void Dispose() => _http.Dispose();
}

internal static class Eventually
{
    /// <summary>Waits for a condition, and says what did not come.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<Task<string>> what)
    {
        for (var until = Environment.TickCount64 + 60_000; Environment.TickCount64 < until; await Task.Delay(20, TestContext.Current.CancellationToken))
        {
            try
            {
                if (await condition()) return;
            }
            catch (HttpRequestException)
            {
                // The worker may be on its way up or down.
            }
        }

        Assert.Fail(await what());
    }
}
