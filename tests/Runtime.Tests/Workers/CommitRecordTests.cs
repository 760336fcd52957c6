using System.Collections.Concurrent;
using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Records;
using Connect.Testing.Support;

namespace Connect.Runtime.Tests.Workers;

/// <summary>A task that wants to know of every record gets to know of every record, in order, however slow it is.</summary>
public sealed class CommitRecordTests
{
    private const int Records = 50_000;

    [Fact]
    public async Task A_task_is_told_of_each_record_and_is_not_run_over()
    {
        await using var rig = await Rig.StartAsync();
        await using var task = rig.StartTask("numbers", 0, new() { ["connector.class"] = "test.Numbers" });
        await Eventually.TrueAsync(() => Numbers.Told.Count == Records, () => $"{Numbers.Told.Count} of {Records} were told; {task.State} {task.States.LastOrDefault().Trace}");
        Assert.Equal(Enumerable.Range(0, Records), Numbers.Told);
        Assert.True(Numbers.MostAhead <= 20_000 + 2 * NumbersTask.Batch, $"{Numbers.MostAhead} records were sent that the task was not told of");
    }

    [Fact]
    public async Task A_task_is_told_of_records_that_kafka_refuses_and_goes_on_however_many_there_are()
    {
        await using var rig = await Rig.StartAsync();
        using var admin = new Confluent.Kafka.AdminClientBuilder(new Confluent.Kafka.AdminClientConfig { BootstrapServers = rig.Broker.BootstrapServers }).Build();
        await admin.CreateTopicsAsync([new() { Name = "refused", NumPartitions = 1, ReplicationFactor = 1, Configs = new() { ["max.message.bytes"] = "100" } }]);
        await using var task = rig.StartTask("refused", 0, new() { ["connector.class"] = "test.Refused", ["errors.tolerance"] = "all" });
        await Eventually.TrueAsync(() => Refused.Told == Records, () => $"{Refused.Told} of {Records} were told; {task.State} {task.States.LastOrDefault().Trace}");
        Assert.Equal(WorkState.Running, task.State);
    }

    internal static PluginClass RefusedPlugin => PluginClass.Of<Refused>("test.Refused");

    /// <summary>Sends records that are too large for the topic.</summary>
    public sealed class Refused : SourceConnector
    {
        internal static int Told;

        public override ConfigDef Config { get; } = new();

        public override Type TaskClass => typeof(RefusedTask);
    }

    public sealed class RefusedTask : SourceTask
    {
        private static readonly string Text = new('x', 200);
        private int _next;

        public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
        {
            if (_next >= Records) await Task.Delay(Timeout.Infinite, cancellationToken);
            _next += NumbersTask.Batch;
            return [.. Enumerable.Range(0, NumbersTask.Batch).Select(_ => new SourceRecord(null, null, "refused", Schema.String, Text))];
        }

        public override ValueTask CommitRecordAsync(SourceRecord record, RecordMetadata? metadata, CancellationToken cancellationToken)
        {
            if (metadata is null) Interlocked.Increment(ref Refused.Told);
            return ValueTask.CompletedTask;
        }
    }

    internal static PluginClass Plugin => PluginClass.Of<Numbers>("test.Numbers");

    /// <summary>Polls faster than it takes note.</summary>
    public sealed class Numbers : SourceConnector
    {
        internal static readonly ConcurrentQueue<int> Told = new();

        internal static int MostAhead;

        public override ConfigDef Config { get; } = new();

        public override Type TaskClass => typeof(NumbersTask);
    }

    public sealed class NumbersTask : SourceTask
    {
        internal const int Batch = 1000;

        private int _next;

        public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
        {
            Numbers.MostAhead = Math.Max(Numbers.MostAhead, _next - Numbers.Told.Count);
            if (_next < Records) return [.. Enumerable.Range(0, Batch).Select(_ => new SourceRecord(null, null, "numbers", Schema.Int32, _next++))];
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return null;
        }

        public override ValueTask CommitRecordAsync(SourceRecord record, RecordMetadata? metadata, CancellationToken cancellationToken)
        {
            if (metadata is not { Topic: "numbers" }) throw new InvalidOperationException("The record was not written");
            Numbers.Told.Enqueue((int)record.Value!);
            Thread.SpinWait(2000);
            return ValueTask.CompletedTask;
        }
    }
}
