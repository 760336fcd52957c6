using System.Text;
using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;
using Connect.Testing.Embedded;
using Connect.Testing.Support;

namespace Connect.Runtime.Tests.Workers;

/// <summary>Records that a sink task itself finds wrong (KIP-610).</summary>
public sealed class ErrantRecordTests
{
    internal static IEnumerable<PluginClass> Plugins => [PluginClass.Of<PickySink>(nameof(PickySink))];

    [Fact]
    public async Task What_a_task_reports_is_in_the_dead_letter_queue_as_it_came()
    {
        await using var rig = await Rig.StartAsync();
        await SourceAsync(rig, "good", "bad", "fine");
        await using var sink = Start(rig, ("errors.tolerance", "all"));
        await Eventually.TrueAsync(() => sink.Records >= 3, () => $"The sink is {sink.State} after {sink.Records} records");
        Assert.True(await sink.StopAsync());

        var letter = Assert.Single(Topic.Read(rig, "dlq"));
        Assert.Equal("bad", letter.Message.Value);
        var headers = letter.Message.Headers.ToDictionary(h => h.Key, h => Encoding.UTF8.GetString(h.GetValueBytes()));
        Assert.Equal("TASK_PUT", headers["__connect.errors.stage"]);
        Assert.Equal("org.apache.kafka.connect.sink.SinkTask", headers["__connect.errors.class.name"]);
        Assert.Equal("org.apache.kafka.connect.errors.DataException", headers["__connect.errors.exception.class.name"]);
        Assert.Equal("bad is bad", headers["__connect.errors.exception.message"]);
        Assert.Equal("1", headers["__connect.errors.offset"]);
    }

    [Fact]
    public async Task What_is_not_tolerated_fails_the_task_after_it_is_in_the_queue()
    {
        await using var rig = await Rig.StartAsync();
        await SourceAsync(rig, "bad");
        await using var sink = Start(rig);
        await Eventually.TrueAsync(() => sink.State == WorkState.Failed, () => $"The sink is {sink.State}");
        Assert.Contains("Tolerance exceeded in error handler", sink.States.Last().Trace, StringComparison.Ordinal);
        Assert.Equal("bad", Assert.Single(Topic.Read(rig, "dlq")).Message.Value);
    }

    [Fact]
    public async Task A_connector_without_queue_and_log_has_no_reporter()
    {
        await using var rig = await Rig.StartAsync();
        await SourceAsync(rig, "bad");
        await using var sink = rig.StartTask("sink", 0, new() { ["connector.class"] = nameof(PickySink), ["topics"] = "lines" });
        await Eventually.TrueAsync(() => sink.State == WorkState.Failed, () => $"The sink is {sink.State}");
        Assert.Contains("there is no reporter", sink.States.Last().Trace, StringComparison.Ordinal);
    }

    private static RunningTask Start(Rig rig, params (string Key, string Value)[] settings)
    {
        var config = new Dictionary<string, string?>
        {
            ["connector.class"] = nameof(PickySink),
            ["topics"] = "lines",
            ["errors.deadletterqueue.topic.name"] = "dlq",
            ["errors.deadletterqueue.topic.replication.factor"] = "1",
            ["errors.deadletterqueue.context.headers.enable"] = "true",
        };
        foreach (var (key, value) in settings) config[key] = value;
        return rig.StartTask("sink", 0, config);
    }

    private static async Task SourceAsync(Rig rig, params string[] lines)
    {
        var file = Path.Combine(rig.Folder, "in.txt");
        await File.WriteAllLinesAsync(file, lines);
        await using var source = rig.StartSource(file, "lines");
        await Eventually.TrueAsync(() => source.Records == lines.Length, () => $"The source is {source.State} after {source.Records} records");
    }

    public sealed class PickySink : SinkConnector
    {
        public override ConfigDef Config { get; } = new();

        public override Type TaskClass => typeof(PickySinkTask);
    }

    public sealed class PickySinkTask : SinkTask
    {
        public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
        {
            foreach (var record in records.Where(r => "bad".Equals(r.Value)))
            {
                var reporter = Context.ErrantRecordReporter ?? throw new ConnectException("there is no reporter");
                await reporter.ReportAsync(record, new DataException("bad is bad"));
            }
        }
    }
}
