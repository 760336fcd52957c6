using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Records;

namespace Connect.Bench.Idle;

/// <summary>Makes as many tasks as it may, which have nothing to do: what is left is what the runtime costs.</summary>
[Plugin("bench.IdleSourceConnector")]
public sealed class IdleSourceConnector : SourceConnector
{
    public override ConfigDef Config { get; } = new();

    public override Type TaskClass => typeof(IdleSourceTask);

    public override IReadOnlyList<IReadOnlyDictionary<string, string?>> TaskConfigs(int maxTasks) => [.. Enumerable.Repeat(Settings, maxTasks)];
}

/// <summary>Waits.</summary>
public sealed class IdleSourceTask : SourceTask
{
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return null;
    }
}
