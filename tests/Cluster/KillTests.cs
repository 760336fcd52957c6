using Connect.Silo.Tests;

namespace Connect.Cluster.Tests;

/// <summary>A worker that is killed in the middle of its work goes on where it was, with nothing lost and nothing to repair by hand.</summary>
public sealed class KillTests
{
    private const int Rounds = 20;
    private const int LinesARound = 50_000;

    [Fact]
    public async Task A_file_of_a_million_lines_comes_through_whole_although_the_worker_is_killed_twenty_times()
    {
        using var rig = await WorkerRig.StartAsync();
        var (input, output) = (rig.PathOf("in.txt"), rig.PathOf("out.txt"));
        var random = new Random(20261127);
        for (var round = 0; round < Rounds; round++)
        {
            File.AppendAllLines(input, Enumerable.Range(round * LinesARound, LinesARound).Select(i => $"line {i}"));
            using var worker = rig.StartWorker();
            using var client = new WorkerClient(await worker.ReadyAsync());
            if (round == 0) await client.CreateSourceAsync("source", input, "lines");
            await client.WaitForStateAsync("source", "RUNNING", tasks: 1);
            await Task.Delay(random.Next(0, 400), TestContext.Current.CancellationToken);
            worker.Kill();
        }

        using var last = rig.StartWorker();
        using var rest = new WorkerClient(await last.ReadyAsync());
        await rest.CreateSinkAsync("sink", output, "lines");
        var expected = $"line {Rounds * LinesARound - 1}";
        await Eventually.TrueAsync(
            () => Task.FromResult(File.Exists(output) && LastLine(output) == expected),
            async () => $"The last line did not come; {await rest.GetAsync("/connectors?expand=status")}\n{last.Output}");

        var missing = Enumerable.Range(0, Rounds * LinesARound).Select(i => $"line {i}").ToHashSet();
        missing.ExceptWith(File.ReadLines(output));
        Assert.Empty(missing);
        Assert.All(await rest.StatesAsync("source"), s => Assert.Equal($"RUNNING@{rest.Address}", s));
        Assert.Equal(0, await last.StopAsync());
    }

    private static string LastLine(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Seek(-Math.Min(stream.Length, 100), SeekOrigin.End);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd('\n').Split('\n')[^1];
    }
}
