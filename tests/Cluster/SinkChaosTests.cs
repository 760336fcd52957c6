using System.Globalization;
using Connect.Silo.Tests;

namespace Connect.Cluster.Tests;

/// <summary>Numbered records are written to a file while workers and the broker are killed at random. The README tells how to run the long form.</summary>
public sealed class SinkChaosTests
{
    [Fact]
    public async Task A_file_is_that_of_an_undisturbed_run_after_records_that_came_again_are_left_out()
    {
        using var rig = await WorkerRig.StartAsync();
        await NumberedRecords.CreateTopicAsync(rig.Bootstrap);
        var random = new Random(NumberedRecords.Seed);
        var output = rig.PathOf("out.txt");
        var (one, two) = (rig.StartWorker(), rig.StartWorker());
        try
        {
            using (var client = new WorkerClient(await one.ReadyAsync())) await client.CreateSinkAsync("sink", output, NumberedRecords.Topic);
            await two.ReadyAsync();
            for (var round = 0; round < NumberedRecords.Rounds; round++)
            {
                NumberedRecords.Produce(rig.Bootstrap, round);
                await Task.Delay(random.Next(0, 1000), TestContext.Current.CancellationToken);
                switch (random.Next(3))
                {
                    case 0:
                        one.Kill();
                        one.Dispose();
                        one = rig.StartWorker();
                        await one.ReadyAsync();
                        break;
                    case 1:
                        two.Kill();
                        two.Dispose();
                        two = rig.StartWorker();
                        await two.ReadyAsync();
                        break;
                    default:
                        await rig.RestartBrokerAsync();
                        break;
                }
            }

            using var rest = new WorkerClient(await one.ReadyAsync());
            await Eventually.TrueAsync(
                async () =>
                {
                    await rest.SendAsync(HttpMethod.Post, "/connectors/sink/restart?includeTasks=true&onlyFailed=true");
                    return Lines(output).Distinct().Count() >= NumberedRecords.Count;
                },
                async () => $"{Lines(output).Distinct().Count()} of {NumberedRecords.Count} records came; {await rest.GetAsync("/connectors/sink/status")}\n{one.Output}\n{two.Output}");
            Assert.All(Lines(output).Distinct().GroupBy(n => n % NumberedRecords.Partitions), p => Assert.Equal(NumberedRecords.Of(p.Key), p));
        }
        finally
        {
            one.Dispose();
            two.Dispose();
        }
    }

    private static List<int> Lines(string file) => File.Exists(file) ? [.. ReadLines(file).Select(l => int.Parse(l, CultureInfo.InvariantCulture))] : [];

    /// <summary>Whole lines only: the task may be writing the last one.</summary>
    private static IEnumerable<string> ReadLines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
