using Connect.Runtime.Workers;
using Connect.Testing.Embedded;
using Connect.Testing.Support;

namespace Connect.Runtime.Tests.Workers;

/// <summary>Records of a file through the embedded broker into another, by the pumps.</summary>
public sealed class FilePipelineTests
{
    [Fact]
    public async Task Lines_go_from_file_to_topic_to_file_in_order()
    {
        await using var rig = await Rig.StartAsync();
        var (input, output) = (Path.Combine(rig.Folder, "in.txt"), Path.Combine(rig.Folder, "out.txt"));
        var lines = Enumerable.Range(0, 20_000).Select(i => $"line {i} ü").ToArray();
        File.WriteAllLines(input, lines);

        await using var source = rig.StartSource(input, "lines");
        await using var sink = rig.StartSink(output, "lines");

        await Eventually.TrueAsync(() => Count(output) >= lines.Length, () => $"{Count(output)} lines of {lines.Length} came; {Describe(source, sink)}");
        Assert.Equal(lines, File.ReadAllLines(output));
        Assert.True(await source.StopAsync());
        Assert.Equal($$"""{"position":{{new FileInfo(input).Length}}}""", Assert.Single(rig.Offsets.Stored).Value);
        Assert.Equal([WorkState.Running, WorkState.Unassigned], source.States.Select(s => s.State));
    }

    [Fact]
    public async Task Tasks_that_stop_go_on_where_they_were()
    {
        await using var rig = await Rig.StartAsync();
        var (input, output) = (Path.Combine(rig.Folder, "in.txt"), Path.Combine(rig.Folder, "out.txt"));
        for (var round = 0; round < 3; round++)
        {
            File.AppendAllLines(input, Enumerable.Range(round * 1000, 1000).Select(i => $"{i}"));
            var expected = (round + 1) * 1000;
            await using var source = rig.StartSource(input, "lines");
            await using var sink = rig.StartSink(output, "lines");
            await Eventually.TrueAsync(() => Count(output) >= expected, () => $"{Count(output)} lines of {expected} came; {Describe(source, sink)}");
        }

        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}"), File.ReadAllLines(output));
    }

    [Fact]
    public async Task A_paused_task_holds_on_and_goes_on()
    {
        await using var rig = await Rig.StartAsync();
        var (input, output) = (Path.Combine(rig.Folder, "in.txt"), Path.Combine(rig.Folder, "out.txt"));
        File.WriteAllLines(input, ["one"]);
        await using var source = rig.StartSource(input, "lines");
        await using var sink = rig.StartSink(output, "lines");
        await Eventually.TrueAsync(() => Count(output) == 1, () => $"The first line did not come; {Describe(source, sink)}");

        sink.SetTarget(TargetState.Paused);
        source.SetTarget(TargetState.Paused);
        await Eventually.TrueAsync(() => sink.State == WorkState.Paused && source.State == WorkState.Paused, () => Describe(source, sink));
        File.AppendAllLines(input, ["two"]);
        source.SetTarget(TargetState.Started);
        await Eventually.TrueAsync(() => source.Records == 2, () => Describe(source, sink));
        Assert.Equal(1, Count(output));

        sink.SetTarget(TargetState.Started);
        await Eventually.TrueAsync(() => Count(output) == 2, () => $"The second line did not come; {Describe(source, sink)}");
    }

    [Fact]
    public async Task A_record_that_cannot_be_converted_fails_the_task_with_its_trace_or_is_left_out()
    {
        await using var rig = await Rig.StartAsync();
        var (input, output) = (Path.Combine(rig.Folder, "in.txt"), Path.Combine(rig.Folder, "out.txt"));
        File.WriteAllLines(input, ["1", "no JSON", "3"]);
        await using var source = rig.StartSource(input, "lines");
        await Eventually.TrueAsync(() => source.Records == 3, () => Describe(source));
        (string, string)[] json = [("value.converter", "org.apache.kafka.connect.json.JsonConverter"), ("value.converter.schemas.enable", "false")];

        await using (var strict = rig.StartSink(output, "lines", json))
        {
            await Eventually.TrueAsync(() => strict.State == WorkState.Failed, () => Describe(strict));
            Assert.StartsWith("org.apache.kafka.connect.errors.ConnectException: Tolerance exceeded in error handler", strict.States.Last().Trace, StringComparison.Ordinal);
        }

        await using var tolerant = rig.StartSink(output, "lines", [.. json, ("errors.tolerance", "all")]);
        await Eventually.TrueAsync(() => Count(output) == 2, () => Describe(tolerant));
        Assert.Equal(["1", "3"], File.ReadAllLines(output));
    }

    [Fact]
    public async Task Topics_are_found_by_a_regular_expression_of_Java()
    {
        await using var rig = await Rig.StartAsync();
        var (input, output) = (Path.Combine(rig.Folder, "in.txt"), Path.Combine(rig.Folder, "out.txt"));
        File.WriteAllLines(input, ["one"]);
        await using var source = rig.StartSource(input, "lines-1");
        await Eventually.TrueAsync(() => source.Records == 1, () => Describe(source));
        await using var sink = rig.StartTask("sink", 0, new() { ["connector.class"] = "FileStreamSink", ["file"] = output, ["topics.regex"] = "lines-\\p{Digit}+" });
        await Eventually.TrueAsync(() => Count(output) == 1, () => $"The line did not come; {Describe(source, sink)}");
    }

    [Fact]
    public async Task Several_tasks_share_the_partitions_and_the_file()
    {
        await using var rig = await Rig.StartAsync();
        var (input, output) = (Path.Combine(rig.Folder, "in.txt"), Path.Combine(rig.Folder, "out.txt"));
        using (var admin = new Confluent.Kafka.AdminClientBuilder([new("bootstrap.servers", rig.Broker.BootstrapServers)]).Build())
            await admin.CreateTopicsAsync([new() { Name = "many", NumPartitions = 4, ReplicationFactor = 1 }]);
        var lines = Enumerable.Range(0, 50_000).Select(i => $"line {i}").ToArray();
        File.WriteAllLines(input, lines);
        var tasks = Enumerable.Range(0, 3).Select(i => rig.StartTask("sink", i, new() { ["connector.class"] = "FileStreamSink", ["file"] = output, ["topics"] = "many" })).ToArray();
        await using var source = rig.StartSource(input, "many");

        await Eventually.TrueAsync(() => Count(output) >= lines.Length, () => $"{Count(output)} lines of {lines.Length} came; {Describe([source, .. tasks])}");
        Assert.Equal(lines.Order(StringComparer.Ordinal), (File.ReadAllLines(output)).Order(StringComparer.Ordinal));
        foreach (var task in tasks) await task.DisposeAsync();
    }

    private static int Count(string file) => File.Exists(file) ? File.ReadLines(file).Count() : 0;

    private static string Describe(params RunningTask[] tasks) =>
        string.Join("; ", tasks.Select(t => $"{t.Id} {t.State} after {t.Records} records {t.States.LastOrDefault().Trace}"));
}
