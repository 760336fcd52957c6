using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Connectors.File;

/// <summary>
/// Appends the text of each value to a file (<c>org.apache.kafka.connect.file.FileStreamSinkTask</c>). Every batch is one write to the end of the file, so
/// that tasks with one file do not mix their lines.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync is called in any case and releases it.")]
public sealed class FileStreamSinkTask : SinkTask
{
    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private Stream? _output;

    /// <inheritdoc/>
    public override string Version => FileConnectors.Version;

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var file = config.GetValueOrDefault("file");
        if (file is null)
        {
            _output = Console.OpenStandardOutput();
            return ValueTask.CompletedTask;
        }

        try
        {
            _output = AppendFile.Open(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConnectException($"Couldn't find or create file '{file}' for FileStreamSinkTask", e);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0) return ValueTask.CompletedTask;
        _lines.ResetWrittenCount();
        foreach (var record in records)
        {
            EncodingExtensions.GetBytes(Encoding.UTF8, record.Value as string ?? Values.Print(record.Value), _lines);
            _lines.Write("\n"u8);
        }

        _output!.Write(_lines.WrittenSpan);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask FlushAsync(IReadOnlyDictionary<TopicPartition, OffsetAndMetadata> offsets, CancellationToken cancellationToken)
    {
        if (_output is not null) await _output.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        if (_output is FileStream file) await file.DisposeAsync();
        _output = null;
    }
}
