using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Records;
using Connect.Testing.Embedded;
using Connect.Testing.Memory;
using Connect.Testing.Support;

namespace Connect.Testing.Compliance;

/// <summary>What holds for every sink connector: inherit it, tell how to read the system it writes to, and run it with the other tests.</summary>
/// <typeparam name="TConnector">The connector.</typeparam>
public abstract class SinkCompliance<TConnector> : ConnectorCompliance<TConnector>
    where TConnector : SinkConnector, new()
{
    /// <summary>The topic that <see cref="ConnectorCompliance{TConnector}.Config"/> reads.</summary>
    protected abstract string Topic { get; }

    /// <summary>What the system holds that the connector writes to: one text for each record, which holds the text of the record, in order.</summary>
    protected abstract Task<IReadOnlyList<string>> ReadAsync();

    /// <summary>The value of a record; the text itself unless the connector needs something else.</summary>
    protected virtual (Schema? Schema, object Value) ValueOf(string text) => (Schema.String, text);

    /// <summary>Offsets that may be committed are those of records that are in the system.</summary>
    [Fact]
    public async Task What_may_be_committed_is_written()
    {
        await using var sink = await SinkHarness.StartAsync(new TConnector(), ConfigWith(), null, Cancelled);
        await sink.PutAsync([Record(0, "item-1"), Record(1, "item-2")], Cancelled);
        await CommittedIsThereAsync(sink);
    }

    /// <summary>After a crash between the write of records and the commit of their offsets they are put again, and what may be committed then is there.</summary>
    [Fact]
    public async Task Nothing_is_lost_if_offsets_are_not_committed()
    {
        // Not stopped before the other has done its work: it died.
        await using var crashed = await SinkHarness.StartAsync(new TConnector(), ConfigWith(), null, Cancelled);
        await crashed.PutAsync([Record(0, "item-1"), Record(1, "item-2")], Cancelled);
        await using var second = await SinkHarness.StartAsync(new TConnector(), ConfigWith(), null, Cancelled);
        await second.PutAsync([Record(0, "item-1"), Record(1, "item-2"), Record(2, "item-3")], Cancelled);
        await CommittedIsThereAsync(second);
    }

    /// <summary>A paused task takes nothing; resumed or started again, it goes on after its offsets.</summary>
    [Fact]
    public async Task It_pauses_and_goes_on_and_resumes_after_its_offsets()
    {
        await using var connect = await EmbeddedConnect.StartAsync<TConnector>();
        await connect.ProduceAsync(Topic, ["item-1"], Cancelled);
        await using (var task = await connect.RunAsync("sink", ConfigWith(), new MemoryOffsets(), Cancelled))
        {
            await ComeAsync(task, 1);
            task.SetTarget(TargetState.Paused);
            await task.ReachAsync(WorkState.Paused);
            await connect.ProduceAsync(Topic, ["item-2"], Cancelled);
            task.SetTarget(TargetState.Started);
            await ComeAsync(task, 2);
        }

        await connect.ProduceAsync(Topic, ["item-3"], Cancelled);
        await using (var task = await connect.RunAsync("sink", ConfigWith(), new MemoryOffsets(), Cancelled)) await ComeAsync(task, 3);
        var there = await ReadAsync();
        Assert.Equal(3, there.Count);
        Assert.All(there, (text, i) => Assert.Contains($"item-{i + 1}", text, StringComparison.Ordinal));
    }

    /// <summary>A record that a transformation refuses fails the task with <c>errors.tolerance=none</c>.</summary>
    [Fact]
    public async Task A_poison_record_that_is_not_tolerated_fails_the_task()
    {
        await using var connect = await EmbeddedConnect.StartAsync<TConnector>();
        await connect.ProduceAsync(Topic, ["poison-1"], Cancelled);
        await using var task = await connect.RunAsync("sink", ConfigWith(PoisonOf("poison", "none")), new MemoryOffsets(), Cancelled);
        await task.ReachAsync(WorkState.Failed);
        Assert.Contains("The record is poison", task.Trace, StringComparison.Ordinal);
    }

    /// <summary>A record that a transformation refuses is in the dead letter queue with <c>errors.tolerance=all</c>, and the others are written.</summary>
    [Fact]
    public async Task A_poison_record_that_is_tolerated_is_set_aside()
    {
        await using var connect = await EmbeddedConnect.StartAsync<TConnector>();
        await connect.ProduceAsync(Topic, ["item-1", "poison-1", "item-2"], Cancelled);
        var config = ConfigWith([
            .. PoisonOf("poison", "all"), ("errors.deadletterqueue.topic.name", "dead"), ("errors.deadletterqueue.topic.replication.factor", "1")]);
        await using (var task = await connect.RunAsync("sink", config, new MemoryOffsets(), Cancelled)) await ComeAsync(task, 2);
        Assert.DoesNotContain(await ReadAsync(), t => t.Contains("poison", StringComparison.Ordinal));
        Assert.Equal(["poison-1"], connect.Read("dead"));
    }

    private protected override async Task RoundAsync(IReadOnlyDictionary<string, string?> config, CapturedLog? log)
    {
        await using var sink = await SinkHarness.StartAsync(new TConnector(), config, log, Cancelled);
        await sink.PutAsync([Record(0, "item")], Cancelled);
        await sink.PreCommitAsync(Cancelled);
    }

    private async Task CommittedIsThereAsync(SinkHarness sink)
    {
        var committed = await sink.PreCommitAsync(Cancelled);
        var offset = committed.TryGetValue(new TopicPartition(Topic, 0), out var position) ? (int)position.Offset : 0;
        var there = await ReadAsync();
        Assert.All(Enumerable.Range(1, offset), i => Assert.Contains(there, t => t.Contains($"item-{i}", StringComparison.Ordinal)));
    }

    private SinkRecord Record(long offset, string text)
    {
        var (schema, value) = ValueOf(text);
        return new SinkRecord(Topic, 0, null, null, schema, value, offset);
    }

    private Task ComeAsync(RunningTask task, int count) => Eventually.TrueAsync(
        async () => (await ReadAsync()).Count >= count,
        () => $"Fewer than {count} records came: the task is {task.State} after {task.Records} records. {task.Trace}");
}
