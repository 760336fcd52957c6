using Connect.Grains.Abstractions;
using Connect.Grains.Tests.Support;
using Connect.Runtime.Workers;

namespace Connect.Grains.Tests.Connectors;

/// <summary>Connectors on a cluster of two silos, with a storage that fails.</summary>
public sealed class ConnectorGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public async Task A_connector_lives_and_goes()
    {
        File.WriteAllText(cluster.PathOf("life.txt"), "one\n");
        var grain = cluster.Grains.GetGrain<IConnectorGrain>("life");
        Assert.Equal(PutOutcome.Created, (await cluster.CreateSourceAsync("life", "life.txt", "life")).Outcome);
        Assert.Equal(PutOutcome.Exists, (await cluster.CreateSourceAsync("life", "life.txt", "life")).Outcome);
        await cluster.WaitForAsync("life", WorkState.Running, tasks: 1);
        await OffsetAsync("life", 4);

        await grain.SetTarget(TargetState.Paused);
        await cluster.WaitForAsync("life", WorkState.Paused, tasks: 1);
        await grain.SetTarget(TargetState.Started);
        await cluster.WaitForAsync("life", WorkState.Running, tasks: 1);
        await grain.SetTarget(TargetState.Stopped);
        await cluster.WaitForAsync("life", WorkState.Stopped, tasks: 0);
        await grain.SetTarget(TargetState.Started);
        await cluster.WaitForAsync("life", WorkState.Running, tasks: 1);

        Assert.True(await grain.Delete());
        Assert.False(await grain.Delete());
        Assert.Null(await grain.GetInfo());
        Assert.Null(await cluster.Grains.GetGrain<IStatusGrain>("life").Get());
        Assert.DoesNotContain("life", await cluster.Grains.GetGrain<ISupervisorGrain>(0).GetConnectors());
        // A connector of the same name goes on where the old one was.
        Assert.Single(await cluster.Grains.GetGrain<IOffsetsGrain>("life").ReadAll());
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_stored_is_an_error_and_no_connector()
    {
        cluster.Storage.FailNext("connector", 1);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => cluster.CreateSourceAsync("full", "full.txt", "full"));
        Assert.Contains("The disk is full", error.Message, StringComparison.Ordinal);
        await GrainCluster.TrueAsync(
            async () => await cluster.Grains.GetGrain<IConnectorGrain>("full").GetInfo() is null, () => Task.FromResult("The connector is there although it was not stored"));

        File.WriteAllText(cluster.PathOf("full.txt"), "one\n");
        await GrainCluster.TrueAsync(
            async () => (await cluster.CreateSourceAsync("full", "full.txt", "full")).Outcome == PutOutcome.Created, () => Task.FromResult("It could not be created"));
        await cluster.WaitForAsync("full", WorkState.Running, tasks: 1);
    }

    [Fact]
    public async Task A_failed_task_restarts_by_itself_if_asked_for()
    {
        Dictionary<string, string?> config = new()
        {
            ["connector.class"] = "FileStreamSink",
            ["topics"] = "nothing",
            ["file"] = cluster.PathOf("missing/out.txt"),
        };
        await PutAsync("stays", config);
        await PutAsync("returns", new(config) { ["connect.tasks.restart.attempts"] = "-1", ["connect.tasks.restart.backoff.ms"] = "1" });
        await FailedAsync("stays");
        await FailedAsync("returns");
        Directory.CreateDirectory(cluster.PathOf("missing"));
        await cluster.WaitForAsync("returns", WorkState.Running, tasks: 1);
        await FailedAsync("stays");

        Task<PutResult> PutAsync(string name, Dictionary<string, string?> settings) =>
            cluster.Grains.GetGrain<IConnectorGrain>(name).PutConfig(new(settings) { ["name"] = name }, createOnly: true, TargetState.Started);

        Task FailedAsync(string name) => GrainCluster.TrueAsync(
            async () => await cluster.Grains.GetGrain<IStatusGrain>(name).Get() is { Tasks: [{ Report.State: WorkState.Failed }] },
            () => Task.FromResult($"The task of {name} did not fail"));
    }

    [Fact]
    public async Task Offsets_that_cannot_be_stored_are_stored_by_a_later_commit()
    {
        File.WriteAllText(cluster.PathOf("late.txt"), "one\n");
        cluster.Storage.FailNext("offsets", 5);
        await cluster.CreateSourceAsync("late", "late.txt", "late");
        await OffsetAsync("late", 4);
        await cluster.WaitForAsync("late", WorkState.Running, tasks: 1);
    }

    [Fact]
    public async Task A_task_that_was_replaced_stores_no_offsets()
    {
        var offsets = cluster.Grains.GetGrain<IOffsetsGrain>("zombie");
        await offsets.Fence(0, 5);
        await offsets.Write(0, 5, [new OffsetEntry("""{"p":1}""", """{"o":1}""")]);
        await offsets.Fence(0, 6);
        await Assert.ThrowsAsync<StaleTaskException>(() => offsets.Write(0, 5, [new OffsetEntry("""{"p":1}""", """{"o":9}""")]));
        await Assert.ThrowsAsync<StaleTaskException>(() => offsets.Fence(0, 5));
        Assert.Equal(["""{"o":1}"""], await offsets.Read(["""{"p":1}"""]));
    }

    [Fact]
    public async Task A_state_of_an_older_start_is_no_news()
    {
        var status = cluster.Grains.GetGrain<IStatusGrain>("old");
        await status.PutTask(0, new StateReport(WorkState.Running, "b:1", "1", null, Epoch: 2));
        await status.PutTask(0, new StateReport(WorkState.Unassigned, "a:1", "1", null, Epoch: 1));
        Assert.Equal((WorkState.Running, "b:1"), (await status.Get())!.Tasks.Select(t => (t.Report.State, t.Report.WorkerId)).Single());
    }

    [Fact]
    public async Task The_dashboard_sees_states_without_secrets()
    {
        File.WriteAllText(cluster.PathOf("secret.txt"), "one\n");
        await cluster.Grains.GetGrain<IConnectorGrain>("secret").PutConfig(new()
        {
            ["name"] = "secret",
            ["connector.class"] = "FileStreamSource",
            ["tasks.max"] = "1",
            ["file"] = cluster.PathOf("secret.txt"),
            ["topic"] = "secret",
            ["db.password"] = "hunter2",
            ["url"] = "jdbc://me:hunter2@host/db",
        }, createOnly: true, TargetState.Started);
        await cluster.WaitForAsync("secret", WorkState.Running, tasks: 1);
        var (connector, task) = (await cluster.Grains.GetGrain<IConnectorGrain>("secret").GetState(), await cluster.Grains.GetGrain<ITaskGrain>(TaskKey.Of("secret", 0)).GetState());
        Assert.Equal(("STARTED", "RUNNING"), (connector.Target, task.State));
        Assert.DoesNotContain(connector.Config.Values.Concat(task.Config.Values), v => v!.Contains("hunter2", StringComparison.Ordinal));
    }

    private Task OffsetAsync(string name, long position) => GrainCluster.TrueAsync(
        async () => (await cluster.Grains.GetGrain<IOffsetsGrain>(name).ReadAll()).Any(o => o.Offset == $$"""{"position":{{position}}}"""),
        async () => $"The offset of {name} did not become {position}: {string.Join(", ", await cluster.Grains.GetGrain<IOffsetsGrain>(name).ReadAll())}");
}
