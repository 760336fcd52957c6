using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Options;
using Connect.Sdk.Records;

namespace Connect.Sdk.Tests.Connectors.Examples;

public sealed class CounterOptions
{
    [ConfigOption("topic", Documentation = "The topic to write to."), NonEmpty]
    public required string Topic { get; init; }

    [ConfigOption("step", Default = 1, Documentation = "The distance between two numbers."), AtLeast(1)]
    public int Step { get; init; }
}

public sealed class CounterSource : SourceConnector
{
    public override ConfigDef Config => OptionsDefinition.Of<CounterOptions>();

    public override Type TaskClass => typeof(CounterTask);
}

public sealed class CounterTask : SourceTask
{
    private static readonly Dictionary<string, object?> Partition = new() { ["counter"] = "main" };
    private CounterOptions _options = null!;
    private long _next;

    public override async ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        _options = OptionsDefinition.Bind<CounterOptions>(config);
        var offset = await Context.OffsetReader.OffsetAsync(Partition, cancellationToken);
        _next = offset?["next"] is long next ? next : 0;
    }

    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(100, cancellationToken);
        var offset = new Dictionary<string, object?> { ["next"] = _next + _options.Step };
        var record = new SourceRecord(Partition, offset, _options.Topic, Schema.Int64, _next);
        _next += _options.Step;
        return [record];
    }
}
