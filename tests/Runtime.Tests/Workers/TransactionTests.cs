using System.Globalization;
using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Records;
using Connect.Testing.Embedded;
using Connect.Testing.Support;

namespace Connect.Runtime.Tests.Workers;

/// <summary>Transactions whose ends the task defines (KIP-618).</summary>
public sealed class TransactionTests
{
    internal static IEnumerable<PluginClass> Plugins => [PluginClass.Of<CountingSource>(nameof(CountingSource))];

    [Fact]
    public async Task Transactions_end_where_the_task_says_and_what_is_aborted_is_not_read_again()
    {
        await using var rig = await Rig.StartExactlyOnceAsync();
        await rig.Worker.ExactlyOnce.EnsureTopicAsync("offsets", new Dictionary<string, string?>(), TestContext.Current.CancellationToken);
        await using (var task = Start(rig))
        {
            await Eventually.TrueAsync(() => Committed(rig).Count == 7, () => $"{string.Join(',', Committed(rig))}: {task.State} {task.States.LastOrDefault().Trace}");
            Assert.True(await task.StopAsync());
        }

        // 5 to 7 were aborted, 10 and 11 are in a transaction that nobody has ended.
        Assert.Equal([0, 1, 2, 3, 4, 8, 9], Committed(rig));
        Assert.Equal("""{"next":10}""", (await rig.Worker.ExactlyOnce.OffsetsIn("offsets", "counting", Config).ReadAllAsync(TestContext.Current.CancellationToken))[0].Offset);
    }

    [Fact]
    public async Task A_later_start_of_a_task_ends_the_earlier_one()
    {
        await using var rig = await Rig.StartExactlyOnceAsync();
        await rig.Worker.ExactlyOnce.EnsureTopicAsync("offsets", new Dictionary<string, string?>(), TestContext.Current.CancellationToken);
        var file = Path.Combine(rig.Folder, "in.txt");
        await File.WriteAllTextAsync(file, "1\n", TestContext.Current.CancellationToken);
        await using var zombie = rig.StartSource(file, "lines");
        await Eventually.TrueAsync(() => zombie.Records == 1, () => $"The source is {zombie.State} {zombie.States.LastOrDefault().Trace}");
        // A record that is written and not committed would come once more, from the successor.
        await Eventually.TrueAsync(() => Topic.Read(rig, "lines", readCommitted: true).Count == 1, () => $"The record is not committed; the source is {zombie.State}");
        await using var successor = rig.StartSource(file, "lines");
        await Eventually.TrueAsync(() => successor.State == WorkState.Running, () => $"The successor is {successor.State} {successor.States.LastOrDefault().Trace}");
        await File.AppendAllTextAsync(file, "2\n", TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => zombie.State == WorkState.Failed && successor.Records == 1, () => $"The zombie is {zombie.State}, the successor has sent {successor.Records}");
        Assert.Contains("org.apache.kafka.common.errors.InvalidProducerEpochException", zombie.States.Last().Trace, StringComparison.Ordinal);
        Assert.Equal(["1", "2"], Topic.Read(rig, "lines", readCommitted: true).Select(r => r.Message.Value));
    }

    private static Dictionary<string, string?> Config => new() { ["connector.class"] = nameof(CountingSource), ["transaction.boundary"] = "connector" };

    private static RunningTask Start(Rig rig) => rig.StartTask("counting", 0, Config);

    private static List<int> Committed(Rig rig) =>
        [.. Topic.Read(rig, "numbers", readCommitted: true).Select(r => int.Parse(r.Message.Value!, CultureInfo.InvariantCulture))];

    public sealed class CountingSource : SourceConnector
    {
        public override ConfigDef Config { get; } = new();

        public override Type TaskClass => typeof(CountingTask);

        public override ConnectorTransactionBoundaries CanDefineTransactionBoundaries(IReadOnlyDictionary<string, string?> config) => ConnectorTransactionBoundaries.Supported;
    }

    /// <summary>Counts: commits 0 to 4, aborts 5 to 7, commits 8 and 9, and leaves 10 and 11 open.</summary>
    public sealed class CountingTask : SourceTask
    {
        private int _next;

        public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
        {
            if (_next > 11)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                return null;
            }

            var number = _next++;
            var record = new SourceRecord(
                new ConnectMap { ["all"] = "numbers" }, new ConnectMap { ["next"] = number + 1L }, "numbers", 0, null, null, Schema.String,
                number.ToString(CultureInfo.InvariantCulture));
            switch (number)
            {
                case 4: Context.TransactionContext!.CommitTransaction(record); break;
                case 7: Context.TransactionContext!.AbortTransaction(); break;
                case 9: Context.TransactionContext!.CommitTransaction(); break;
            }

            return [record];
        }
    }
}
