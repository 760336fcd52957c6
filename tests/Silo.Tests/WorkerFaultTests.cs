using System.Net;
using System.Net.Sockets;

namespace Connect.Silo.Tests;

/// <summary>What goes wrong at the start or meanwhile is told in a line and gone on from.</summary>
public sealed class WorkerFaultTests
{
    [Fact]
    public async Task Every_wrong_setting_is_told_in_a_line()
    {
        using var worker = ConnectProcess.Start("distributed", "--set", "bootstrap.servers=127.0.0.1:1", "--set", "offset.flush.interval.ms=soon", "--set", "tasks=1");
        Assert.Equal(1, await worker.ExitAsync());
        Assert.Contains("Missing required configuration \"group.id\"", worker.Output, StringComparison.Ordinal);
        Assert.Contains("Invalid value soon for configuration offset.flush.interval.ms", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", worker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_file_that_is_not_there_is_told()
    {
        using var worker = ConnectProcess.Start("distributed", "/nowhere/worker.properties");
        Assert.Equal(1, await worker.ExitAsync());
        Assert.Contains("/nowhere/worker.properties", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", worker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told()
    {
        using var rig = await WorkerRig.StartAsync();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var worker = rig.StartWorker("--set", $"listeners=http://127.0.0.1:{port}");
        Assert.Equal(1, await worker.ExitAsync());
        Assert.Contains($"cannot listen on http://127.0.0.1:{port}", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", worker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told()
    {
        using var rig = await WorkerRig.StartAsync();
        File.WriteAllText(rig.PathOf("file"), "");
        using var worker = rig.StartWorker("--set", $"connect.data.dir={rig.PathOf("file")}/below");
        Assert.Equal(1, await worker.ExitAsync());
        Assert.Contains("connect.data.dir", worker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", worker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_waits_for_a_Kafka_that_is_down_and_outlives_one_that_goes_away()
    {
        using var rig = await WorkerRig.StartAsync();
        rig.Broker.Kill();
        using var worker = rig.StartWorker();
        await Eventually.TrueAsync(
            () => Task.FromResult(worker.Output.Contains($"Kafka at {rig.Bootstrap} cannot be reached", StringComparison.Ordinal)), () => Task.FromResult(worker.Output));
        await rig.RestartBrokerAsync();
        using var client = new WorkerClient(await worker.ReadyAsync());
        File.WriteAllText(rig.PathOf("in.txt"), "one\n");
        await client.CreateSourceAsync("source", rig.PathOf("in.txt"), "topic");
        await client.CreateSinkAsync("sink", rig.PathOf("out.txt"), "topic");
        await SeesAsync(rig, client, worker, "one");

        rig.Broker.Kill();
        File.AppendAllText(rig.PathOf("in.txt"), "two\n");
        await Eventually.TrueAsync(
            () => Task.FromResult(worker.Output.Contains("Kafka cannot be reached", StringComparison.Ordinal)), () => Task.FromResult(worker.Output));
        await rig.RestartBrokerAsync();
        await SeesAsync(rig, client, worker, "one", "two");
        await client.WaitForStateAsync("source", "RUNNING", tasks: 1);
        Assert.DoesNotContain("   at ", worker.Output, StringComparison.Ordinal);
        Assert.Equal(0, await worker.StopAsync());
    }

    [Fact]
    public async Task The_life_of_a_connector()
    {
        using var rig = await WorkerRig.StartAsync();
        using var worker = rig.StartWorker();
        using var client = new WorkerClient(await worker.ReadyAsync());
        File.WriteAllText(rig.PathOf("in.txt"), "one\n");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.CreateAsync("sink", ("connector.class", "FileStreamSink"))).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.CreateSourceAsync("source", rig.PathOf("in.txt"), "topic")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await client.CreateSourceAsync("source", rig.PathOf("in.txt"), "topic")).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.CreateSinkAsync("sink", rig.PathOf("out.txt"), "topic", tasks: 2)).Status);
        await client.WaitForStateAsync("sink", "RUNNING", tasks: 2);
        await SeesAsync(rig, client, worker, "one");

        Assert.Equal(HttpStatusCode.Accepted, await client.SendAsync(HttpMethod.Put, "/connectors/sink/pause"));
        await client.WaitForStateAsync("sink", "PAUSED", tasks: 2);
        Assert.Equal(HttpStatusCode.Accepted, await client.SendAsync(HttpMethod.Put, "/connectors/sink/resume"));
        await client.WaitForStateAsync("sink", "RUNNING", tasks: 2);
        Assert.Equal(HttpStatusCode.NoContent, await client.SendAsync(HttpMethod.Put, "/connectors/sink/stop"));
        await client.WaitForStateAsync("sink", "STOPPED", tasks: 0);
        File.AppendAllText(rig.PathOf("in.txt"), "two\n");
        Assert.Equal(HttpStatusCode.Accepted, await client.SendAsync(HttpMethod.Put, "/connectors/sink/resume"));
        await client.WaitForStateAsync("sink", "RUNNING", tasks: 2);
        await SeesAsync(rig, client, worker, "one", "two");
        Assert.Equal(HttpStatusCode.NoContent, await client.SendAsync(HttpMethod.Post, "/connectors/sink/restart"));
        Assert.Equal(HttpStatusCode.Accepted, await client.SendAsync(HttpMethod.Post, "/connectors/sink/restart?includeTasks=true"));
        Assert.Equal(HttpStatusCode.NoContent, await client.SendAsync(HttpMethod.Post, "/connectors/source/tasks/0/restart"));
        await client.WaitForStateAsync("sink", "RUNNING", tasks: 2);
        Assert.Equal(HttpStatusCode.NoContent, await client.SendAsync(HttpMethod.Delete, "/connectors/sink"));
        Assert.Equal(HttpStatusCode.NotFound, await client.SendAsync(HttpMethod.Get, "/connectors/sink"));
        Assert.Equal("""["source"]""", (await client.GetAsync("/connectors"))!.ToJsonString());
    }

    private static Task SeesAsync(WorkerRig rig, WorkerClient client, ConnectProcess worker, params string[] lines) => Eventually.TrueAsync(
        () => Task.FromResult(File.Exists(rig.PathOf("out.txt")) && File.ReadAllLines(rig.PathOf("out.txt")).Distinct().SequenceEqual(lines)),
        async () => $"The lines did not come; {await client.GetAsync("/connectors?expand=status")}\n{worker.Output}");
}
