using Connect.Silo.Tests;

namespace Connect.Cluster.Tests;

/// <summary>Two workers with one file form a cluster by themselves, share the work, and take over from each other.</summary>
public sealed class TakeoverTests
{
    private const int Connectors = 6;

    [Fact]
    public async Task Two_workers_share_the_work_and_the_one_that_is_left_takes_over()
    {
        using var rig = await WorkerRig.StartAsync();
        using var first = rig.StartWorker();
        using var one = new WorkerClient(await first.ReadyAsync());
        for (var i = 0; i < Connectors; i++)
        {
            File.WriteAllText(rig.PathOf($"in-{i}.txt"), "one\n");
            await one.CreateSourceAsync($"source-{i}", rig.PathOf($"in-{i}.txt"), $"topic-{i}");
        }

        for (var i = 0; i < Connectors; i++) await one.WaitForStateAsync($"source-{i}", "RUNNING", tasks: 1);

        using var second = rig.StartWorker();
        using var two = new WorkerClient(await second.ReadyAsync());
        await Eventually.TrueAsync(async () => await TasksAsync(two, one.Address) == Connectors / 2 && await TasksAsync(two, two.Address) == Connectors / 2, () => DescribeAsync(two));
        Assert.Equal($"{await one.GetAsync("/connectors/source-0")}", $"{await two.GetAsync("/connectors/source-0")}");

        first.Kill();
        await Eventually.TrueAsync(async () => await TasksAsync(two, two.Address) == Connectors, () => DescribeAsync(two));
        for (var i = 0; i < Connectors; i++) File.AppendAllText(rig.PathOf($"in-{i}.txt"), "two\n");
        for (var i = 0; i < Connectors; i++)
        {
            await two.CreateSinkAsync($"sink-{i}", rig.PathOf($"out-{i}.txt"), $"topic-{i}");
            var file = rig.PathOf($"out-{i}.txt");
            await Eventually.TrueAsync(
                () => Task.FromResult(File.Exists(file) && File.ReadLines(file).LastOrDefault() == "two"), async () => $"{file} has no second line; {await DescribeAsync(two)}");
        }

        Assert.Equal(0, await second.StopAsync());
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_end_hands_its_work_over()
    {
        using var rig = await WorkerRig.StartAsync();
        using var first = rig.StartWorker();
        using var one = new WorkerClient(await first.ReadyAsync());
        using var second = rig.StartWorker();
        using var two = new WorkerClient(await second.ReadyAsync());
        File.WriteAllText(rig.PathOf("in.txt"), "one\n");
        await one.CreateSourceAsync("source", rig.PathOf("in.txt"), "topic");
        await one.WaitForStateAsync("source", "RUNNING", tasks: 1);

        Assert.Equal(0, await first.StopAsync());
        await Eventually.TrueAsync(async () => await two.StatesAsync("source") is [var connector, var task] && connector == $"RUNNING@{two.Address}" && task == connector, () => DescribeAsync(two));
    }

    private static async Task<int> TasksAsync(WorkerClient client, string worker)
    {
        var count = 0;
        for (var i = 0; i < Connectors; i++) count += (await client.StatesAsync($"source-{i}")).Skip(1).Count(s => s == $"RUNNING@{worker}");
        return count;
    }

    private static async Task<string> DescribeAsync(WorkerClient client) => $"{await client.GetAsync("/connectors?expand=status")}";
}
