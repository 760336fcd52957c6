using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;

namespace Connect.Connectors.File;

/// <summary>
/// Appends the values of records to a file, a line each (<c>org.apache.kafka.connect.file.FileStreamSinkConnector</c>); without a file, to standard output.
/// </summary>
[Plugin("org.apache.kafka.connect.file.FileStreamSinkConnector")]
public sealed class FileStreamSinkConnector : SinkConnector
{
    private static readonly ConfigDef Definition = FileStreamSinkSettings.AddTo(new ConfigDef());

    /// <inheritdoc/>
    public override string Version => FileConnectors.Version;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(FileStreamSinkTask);

    /// <summary>As many tasks as there may be; they append to the same file.</summary>
    public override IReadOnlyList<IReadOnlyDictionary<string, string?>> TaskConfigs(int maxTasks) =>
        [.. Enumerable.Repeat(Settings, maxTasks)];

    /// <summary>Any offsets are fine.</summary>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyDictionary<TopicPartition, long?> offsets, CancellationToken cancellationToken) =>
        ValueTask.FromResult(true);
}
