using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Connectors.File;

/// <summary>
/// Reads the lines of a file into a topic (<c>org.apache.kafka.connect.file.FileStreamSourceConnector</c>); without a file, standard input.
/// </summary>
[Plugin("org.apache.kafka.connect.file.FileStreamSourceConnector")]
public sealed class FileStreamSourceConnector : SourceConnector
{
    internal const string FileKey = "file";
    internal const string TopicKey = "topic";
    internal const string BatchSizeKey = "batch.size";
    internal const string FilenameField = "filename";
    internal const string PositionField = "position";

    private static readonly ConfigDef Definition = FileStreamSourceSettings.AddTo(new ConfigDef());

    /// <inheritdoc/>
    public override string Version => FileConnectors.Version;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override Type TaskClass => typeof(FileStreamSourceTask);

    /// <summary>Every line has an offset that reading can go on from; standard input has none.</summary>
    public override ExactlyOnceSupport? GetExactlyOnceSupport(IReadOnlyDictionary<string, string?> config) =>
        FileConnectors.FileOf(config, Definition) is null ? ExactlyOnceSupport.Unsupported : ExactlyOnceSupport.Supported;

    /// <inheritdoc/>
    public override ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyList<SourcePartitionOffset> offsets, CancellationToken cancellationToken)
    {
        if (FileConnectors.FileOf(config, Definition) is null)
        {
            throw new ConnectException(
                "Offsets cannot be modified if the 'file' configuration is unspecified. This is because stdin is used for input and offsets are not tracked.");
        }

        foreach (var (partition, offset) in offsets)
        {
            // What is reset can be anything: it may be left over from an older configuration.
            if (offset is null) continue;
            if (!offset.TryGetValue(PositionField, out var position)) throw new ConnectException("Offset objects should either be null or contain the key 'position'");
            if (position is not long number) throw new ConnectException("The value for the 'position' key in the offset is expected to be a Long value");
            if (number < 0) throw new ConnectException("The value for the 'position' key in the offset should be a non-negative value");
            if (partition is null) throw new ConnectException("Partition objects cannot be null");
            if (!partition.ContainsKey(FilenameField)) throw new ConnectException("Partition objects should contain the key 'filename'");
        }

        return ValueTask.FromResult(true);
    }
}
