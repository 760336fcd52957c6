using System.Globalization;
using Connect.Silo.Tests;

namespace Connect.Cluster.Tests;

/// <summary>Numbered records are written to a file while workers and the broker are killed at random. The README tells how to run the long form.</summary>
public sealed class SinkChaosTests
{
    [Fact]
    public async Task A_file_is_that_of_an_undisturbed_run_after_records_that_came_again_are_left_out()
    {
        using var cluster = await KilledAtRandom.StartAsync();
        var output = cluster.Rig.PathOf("out.txt");
        using (var client = await cluster.ClientAsync()) await client.CreateSinkAsync("sink", output, NumberedRecords.Topic);
        await cluster.RunAsync("sink", tasks: 1);
        using var rest = await cluster.ClientAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                await rest.SendAsync(HttpMethod.Post, "/connectors/sink/restart?includeTasks=true&onlyFailed=true");
                return Lines(output).Distinct().Count() >= NumberedRecords.Count;
            },
            async () => $"{Lines(output).Distinct().Count()} of {NumberedRecords.Count} records came; {await rest.GetAsync("/connectors/sink/status")}\n{cluster.Story()}");
        Assert.All(Lines(output).Distinct().GroupBy(n => n % NumberedRecords.Partitions), p => Assert.Equal(NumberedRecords.Of(p.Key), p));
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
