using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Connect.Silo.Tests;

namespace Connect.Cluster.Tests;

/// <summary>Whoever talks to a worker does not notice that another one comes, leaves or dies.</summary>
public sealed class RestDuringFailoverTests
{
    [Fact]
    public async Task Requests_to_a_worker_succeed_while_others_come_leave_and_die()
    {
        using var rig = await WorkerRig.StartAsync();
        using var first = rig.StartWorker();
        using var one = new WorkerClient(await first.ReadyAsync());
        File.WriteAllText(rig.PathOf("in.txt"), "one\n");
        for (var i = 0; i < 8; i++) await one.CreateSourceAsync($"source-{i}", rig.PathOf("in.txt"), $"topic-{i}");

        using var stop = new CancellationTokenSource();
        var problems = new ConcurrentQueue<string>();
        var rounds = 0;
        var load = Task.WhenAll(Enumerable.Range(0, 3).Select(n => LoadAsync(n)));

        using (var leaving = rig.StartWorker())
        {
            using var two = new WorkerClient(await leaving.ReadyAsync());
            await RoundsAsync(20);
            await SeenEverywhereAsync(one, two);
            Assert.Equal(0, await leaving.StopAsync());
        }

        await RoundsAsync(20);
        using (var dying = rig.StartWorker())
        {
            using var two = new WorkerClient(await dying.ReadyAsync());
            await RoundsAsync(20);
            dying.Kill();
        }

        await RoundsAsync(60);
        await stop.CancelAsync();
        await load;
        Assert.True(problems.IsEmpty, string.Join("\n", problems));

        async Task LoadAsync(int n)
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://{one.Address}"), Timeout = TimeSpan.FromSeconds(60) };
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var (mine, config) = ($"mine-{n}-{i}", new Dictionary<string, string> { ["connector.class"] = "FileStreamSource", ["file"] = rig.PathOf("in.txt"), ["topic"] = $"mine-{n}" });
                await CallAsync(HttpMethod.Post, "/connectors", HttpStatusCode.Created, new { name = mine, config });
                await CallAsync(HttpMethod.Get, $"/connectors/{mine}/config", HttpStatusCode.OK);
                await CallAsync(HttpMethod.Put, $"/connectors/source-{i % 8}/config", HttpStatusCode.OK, config);
                await CallAsync(HttpMethod.Get, "/connectors?expand=info&expand=status", HttpStatusCode.OK);
                await CallAsync(HttpMethod.Get, "/health", HttpStatusCode.OK);
                await CallAsync(HttpMethod.Put, $"/connectors/{mine}/stop", HttpStatusCode.NoContent);
                await CallAsync(HttpMethod.Delete, $"/connectors/{mine}", HttpStatusCode.NoContent);
                await CallAsync(HttpMethod.Get, $"/connectors/{mine}", HttpStatusCode.NotFound);
                Interlocked.Increment(ref rounds);
            }

            async Task CallAsync(HttpMethod method, string path, HttpStatusCode expected, object? body = null)
            {
                using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
                using var response = await http.SendAsync(request, CancellationToken.None);
                if (response.StatusCode != expected) problems.Enqueue($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(CancellationToken.None)}");
            }
        }

        Task RoundsAsync(int more)
        {
            var until = Volatile.Read(ref rounds) + more;
            return Eventually.TrueAsync(() => Task.FromResult(Volatile.Read(ref rounds) >= until || load.IsFaulted), () => Task.FromResult($"only {rounds} rounds of {until}; {string.Join("; ", problems.Take(5))}"));
        }
    }

    /// <summary>What is written on one worker is read on the other at once, and so are levels of loggers.</summary>
    private static async Task SeenEverywhereAsync(WorkerClient one, WorkerClient two)
    {
        for (var i = 0; i < 20; i++)
        {
            var (writer, reader) = i % 2 == 0 ? (one, two) : (two, one);
            await writer.CreateAsync($"seen-{i}", ("connector.class", "FileStreamSource"), ("file", "none"), ("topic", "t"));
            Assert.Equal("none", (await reader.GetAsync($"/connectors/seen-{i}/config"))!["file"]!.ToString());
            Assert.Contains($"seen-{i}", (await reader.GetAsync("/connectors"))!.AsArray().Select(n => n!.ToString()));
            Assert.Equal(HttpStatusCode.NoContent, await reader.SendAsync(HttpMethod.Delete, $"/connectors/seen-{i}"));
            Assert.DoesNotContain($"seen-{i}", (await writer.GetAsync("/connectors"))!.AsArray().Select(n => n!.ToString()));
        }

        Assert.Equal(HttpStatusCode.NoContent, await one.PutAsync("/admin/loggers/some.logger?scope=cluster", new { level = "DEBUG" }));
        Assert.Equal("DEBUG", (await two.GetAsync("/admin/loggers/some.logger"))!["level"]!.ToString());
    }
}
