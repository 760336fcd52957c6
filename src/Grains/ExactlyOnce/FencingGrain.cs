using Connect.Grains.Abstractions;
using Connect.Grains.Offsets;
using Connect.Runtime.Errors;
using Connect.Runtime.Workers;
using Microsoft.Extensions.Logging;

namespace Connect.Grains.ExactlyOnce;

/// <summary>What is stored of the tasks of a connector that write exactly once.</summary>
public sealed class FencingState
{
    /// <summary>The version of the tasks that may run.</summary>
    public long Version { get; set; }

    /// <summary>How many tasks may have producers (the task count record of KIP-618); 0 if none ever wrote in transactions.</summary>
    public int Tasks { get; set; }

    /// <summary>The topic that the offsets are in; null for the offsets grain.</summary>
    public string? OffsetsTopic { get; set; }
}

internal sealed partial class FencingGrain(
    [PersistentState("fencing")] IPersistentState<FencingState> state, Worker worker, ILogger<FencingGrain> logger)
    : Grain, IFencingGrain
{
    // Shorter than what the calls may take.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(80);

    private string Connector => this.GetPrimaryKeyString();

    public async Task<string?> Prepare(long version, int tasks, Dictionary<string, string?> config)
    {
        if (worker.ExactlyOnce.TopicOf(config) is null && state.State.OffsetsTopic is null) return null;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            // The name of the topic may be a reference, too.
            var resolved = await worker.ResolveAsync(config, patience.Token);
            var topic = worker.ExactlyOnce.TopicOf(resolved);
            if (topic == state.State.OffsetsTopic && state.State.Version >= version) return topic;

            // Whoever still runs from before can write nothing from here on: not even offsets, which are read next.
            await worker.ExactlyOnce.FenceAsync(Connector, resolved, state.State.Tasks, patience.Token);
            if (topic is not null) await worker.ExactlyOnce.EnsureTopicAsync(topic, resolved, patience.Token);
            if (topic != state.State.OffsetsTopic) await MoveOffsetsAsync(topic, resolved, patience.Token);
            state.State.OffsetsTopic = topic;
            state.State.Version = version;
            state.State.Tasks = topic is null ? 0 : tasks;
            await state.WriteStateAsync(CancellationToken.None);
            LogPrepared(logger, Connector, version, tasks);
            return topic;
        }
        catch (Exception e)
        {
            DeactivateOnIdle();
            throw new ExactlyOnceException($"Failed to fence out the previous tasks of connector {Connector}: {TraceText.Line(e)}");
        }
    }

    public async Task<List<OffsetEntry>> ReadOffsets(Dictionary<string, string?> config)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var store = StoreOf(state.State.OffsetsTopic, await worker.ResolveAsync(config, patience.Token));
            return [.. (await store.ReadAllAsync(patience.Token)).Select(o => new OffsetEntry(o.Partition, o.Offset))];
        }
        catch (Exception e)
        {
            throw new ExactlyOnceException($"The offsets of connector {Connector} cannot be read: {TraceText.Line(e)}");
        }
    }

    /// <summary>
    /// A worker that begins or ceases to write exactly once, or a connector that gets a topic of its own, goes on where it was. If it fails midway it is done again:
    /// what was written is written once more, and no task has run meanwhile.
    /// </summary>
    private async Task MoveOffsetsAsync(string? topic, IReadOnlyDictionary<string, string?> resolved, CancellationToken cancellationToken)
    {
        var from = StoreOf(state.State.OffsetsTopic, resolved);
        var offsets = await from.ReadAllAsync(cancellationToken);
        if (offsets.Count == 0) return;
        await StoreOf(topic, resolved).WriteAsync(offsets, cancellationToken);
        // What stays behind would come back as soon as the offsets move here again.
        await from.WriteAsync([.. offsets.Select(o => o with { Offset = null })], cancellationToken);
    }

    private IOffsetStore StoreOf(string? topic, IReadOnlyDictionary<string, string?> resolved) => topic is null
        ? new GrainOffsetStore(GrainFactory.GetGrain<IOffsetsGrain>(Connector), -1, 0)
        : worker.ExactlyOnce.OffsetsIn(topic, Connector, resolved);

    [LoggerMessage(Level = LogLevel.Information, Message = "Connector {Connector}: version {Version} of its {Tasks} tasks may write; earlier ones are fenced out")]
    private static partial void LogPrepared(ILogger logger, string connector, long version, int tasks);
}
