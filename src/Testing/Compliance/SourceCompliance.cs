using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Testing.Embedded;
using Connect.Testing.Memory;
using Connect.Testing.Support;

namespace Connect.Testing.Compliance;

/// <summary>What holds for every source connector: inherit it, tell how to put something into the system it reads, and run it with the other tests.</summary>
/// <typeparam name="TConnector">The connector.</typeparam>
public abstract class SourceCompliance<TConnector> : ConnectorCompliance<TConnector>
    where TConnector : SourceConnector, new()
{
    /// <summary>The topic that records go to with <see cref="ConnectorCompliance{TConnector}.Config"/>; all of them to one partition.</summary>
    protected abstract string Topic { get; }

    /// <summary>Puts something into the system that the connector reads, for one record whose value holds each text (bytes are taken for UTF-8).</summary>
    protected abstract Task WriteAsync(IReadOnlyList<string> texts);

    /// <summary>A task that is started with offsets goes on after them.</summary>
    [Fact]
    public async Task It_goes_on_after_its_offsets()
    {
        var offsets = new MemoryOffsets();
        await WriteAsync(["item-1", "item-2"]);
        await using var first = await SourceHarness.StartAsync(new TConnector(), ConfigWith(), offsets, null, Cancelled);
        await first.CommitAsync(await first.PollAsync(2, Cancelled), Cancelled);
        await first.StopAsync(Cancelled);
        await WriteAsync(["item-3"]);
        await using var second = await SourceHarness.StartAsync(new TConnector(), ConfigWith(), offsets, null, Cancelled);
        Assert.Contains("item-3", Texts.Of(Assert.Single(await second.PollAsync(1, Cancelled)).Value), StringComparison.Ordinal);
    }

    /// <summary>A poll that waits for something ends when it is told to. The limit is that of a hang, not of speed.</summary>
    [Fact]
    public async Task A_poll_that_waits_can_be_ended()
    {
        await using var source = await SourceHarness.StartAsync(new TConnector(), ConfigWith(), new MemoryOffsets(), null, Cancelled);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var poll = Task.Run(async () => await source.Source.PollAsync(end.Token), Cancelled);
        await end.CancelAsync();
        var ended = await Task.WhenAny(poll, Task.Delay(Eventually.Limit, Cancelled));
        Assert.True(ended == poll, "The poll did not end after it was cancelled");
        Assert.True(poll.IsCanceled || poll.IsCompletedSuccessfully, $"A poll that is cancelled ends with nothing or as cancelled: {poll.Exception}");
    }

    /// <summary>A paused task writes nothing, and goes on when it is resumed.</summary>
    [Fact]
    public async Task It_pauses_and_goes_on()
    {
        await using var connect = await EmbeddedConnect.StartAsync<TConnector>();
        await WriteAsync(["item-1"]);
        await using var task = await connect.RunAsync("source", ConfigWith(), new MemoryOffsets(), Cancelled);
        await ComeAsync(connect, task, "item-1");
        task.SetTarget(TargetState.Paused);
        await task.ReachAsync(WorkState.Paused);
        await WriteAsync(["item-2"]);
        Assert.DoesNotContain(connect.Read(Topic), v => v!.Contains("item-2", StringComparison.Ordinal));
        task.SetTarget(TargetState.Started);
        await ComeAsync(connect, task, "item-2");
    }

    /// <summary>After a crash between the write of records and the commit of their offsets, they come again, and none is missing.</summary>
    [Fact]
    public async Task Nothing_is_lost_if_offsets_are_not_committed()
    {
        await using var connect = await EmbeddedConnect.StartAsync<TConnector>();
        var offsets = new MemoryOffsets();
        await WriteAsync(["item-1"]);
        await using (var task = await connect.RunAsync("source", ConfigWith(), offsets, Cancelled)) await ComeAsync(connect, task, "item-1");
        offsets.LosesWrites = true;
        await WriteAsync(["item-2"]);
        await using (var task = await connect.RunAsync("source", ConfigWith(), offsets, Cancelled)) await ComeAsync(connect, task, "item-2");
        offsets.LosesWrites = false;
        await WriteAsync(["item-3"]);
        await using (var task = await connect.RunAsync("source", ConfigWith(), offsets, Cancelled)) await ComeAsync(connect, task, "item-3");
        var texts = connect.Read(Topic);
        Assert.All([1, 2, 3], i => Assert.Equal(i == 2 ? 2 : 1, texts.Count(v => v!.Contains($"item-{i}", StringComparison.Ordinal))));
    }

    /// <summary>A record that a transformation refuses fails the task with <c>errors.tolerance=none</c>.</summary>
    [Fact]
    public async Task A_poison_record_that_is_not_tolerated_fails_the_task()
    {
        await using var connect = await EmbeddedConnect.StartAsync<TConnector>();
        await WriteAsync(["poison-1"]);
        await using var task = await connect.RunAsync("source", ConfigWith(PoisonOf("poison", "none")), new MemoryOffsets(), Cancelled);
        await task.ReachAsync(WorkState.Failed);
        Assert.Contains("The record is poison", task.Trace, StringComparison.Ordinal);
    }

    /// <summary>A record that a transformation refuses is left out with <c>errors.tolerance=all</c>.</summary>
    [Fact]
    public async Task A_poison_record_that_is_tolerated_is_left_out()
    {
        await using var connect = await EmbeddedConnect.StartAsync<TConnector>();
        await WriteAsync(["item-1", "poison-1", "item-2"]);
        await using var task = await connect.RunAsync("source", ConfigWith(PoisonOf("poison", "all")), new MemoryOffsets(), Cancelled);
        await ComeAsync(connect, task, "item-2");
        Assert.DoesNotContain(connect.Read(Topic), v => v!.Contains("poison", StringComparison.Ordinal));
    }

    private protected override async Task RoundAsync(IReadOnlyDictionary<string, string?> config, CapturedLog? log)
    {
        var offsets = new MemoryOffsets();
        await using var source = await SourceHarness.StartAsync(new TConnector(), config, offsets, log, Cancelled);
        await WriteAsync([$"item-{Guid.NewGuid():N}"]);
        await source.PollAsync(1, Cancelled);
    }

    private Task ComeAsync(EmbeddedConnect connect, RunningTask task, string text) => Eventually.TrueAsync(
        () => connect.Read(Topic).Any(v => v!.Contains(text, StringComparison.Ordinal)),
        () => $"{text} is not in {Topic}: the task is {task.State} after {task.Records} records. {task.Trace}");
}
