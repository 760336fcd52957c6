using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Options;
using Connect.Sdk.Records;

namespace Connect.Sdk.Tests.Connectors.Examples;

public sealed class LinesOptions
{
    [ConfigOption("path", Documentation = "The file to append to."), NonEmpty]
    public required string Path { get; init; }
}

public sealed class LinesSink : SinkConnector
{
    public override ConfigDef Config => OptionsDefinition.Of<LinesOptions>();

    public override Type TaskClass => typeof(LinesTask);
}

public sealed class LinesTask : SinkTask
{
    private StreamWriter _file = null!;

    public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        _file = new StreamWriter(OptionsDefinition.Bind<LinesOptions>(config).Path, append: true);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        foreach (var record in records) await _file.WriteLineAsync($"{record.Value}");
    }

    public override async ValueTask FlushAsync(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, CancellationToken cancellationToken) =>
        await _file.FlushAsync(cancellationToken);

    public override async ValueTask StopAsync(CancellationToken cancellationToken) => await _file.DisposeAsync();
}
