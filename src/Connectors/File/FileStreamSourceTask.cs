using System.Diagnostics.CodeAnalysis;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Connectors.File;

/// <summary>
/// Reads lines from a file, and goes on when it grows (<c>org.apache.kafka.connect.file.FileStreamSourceTask</c>). A line without an end is not read yet. The
/// position counts bytes, where Java's counts characters: for ASCII it is the same.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync is called in any case and releases it.")]
public sealed partial class FileStreamSourceTask : SourceTask
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WaitForFile = TimeSpan.FromSeconds(1);

    private string? _file;
    private string _topic = "";
    private int _batchSize;
    private ConnectMap? _partition;
    private LineReader? _reader;
    private TimeSpan _wait = ShortestWait;

    /// <inheritdoc/>
    public override string Version => FileConnectors.Version;

    /// <inheritdoc/>
    public override ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var parsed = new ParsedConfig(FileStreamSourceSettings.AddTo(new ConfigDef()), config);
        _file = parsed.GetString(FileStreamSourceConnector.FileKey);
        _topic = parsed.GetRequiredString(FileStreamSourceConnector.TopicKey);
        _batchSize = Math.Max(1, parsed.GetInt(FileStreamSourceConnector.BatchSizeKey));
        if (_file is null) _reader = new LineReader(Console.OpenStandardInput(), 0);
        else _partition = new ConnectMap { [FileStreamSourceConnector.FilenameField] = _file };
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask<IReadOnlyList<SourceRecord>?> PollAsync(CancellationToken cancellationToken)
    {
        if (_reader is null && !await TryOpenAsync(cancellationToken)) return null;
        var records = await ReadAsync(cancellationToken);
        if (records.Count > 0)
        {
            _wait = ShortestWait;
            return records;
        }

        // A file that does not grow is looked at less and less often.
        await Task.Delay(_wait, cancellationToken);
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
        return null;
    }

    /// <inheritdoc/>
    public override ValueTask StopAsync(CancellationToken cancellationToken)
    {
        _reader?.Dispose();
        _reader = null;
        return ValueTask.CompletedTask;
    }

    private async ValueTask<bool> TryOpenAsync(CancellationToken cancellationToken)
    {
        var position = await StoredPositionAsync(cancellationToken);
        try
        {
            var stream = new FileStream(_file!, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            stream.Seek(position, SeekOrigin.Begin);
            _reader = new LineReader(stream, position);
            return true;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || Directory.Exists(_file))
        {
            LogNoFile(Context.Logger, _file!);
            await Task.Delay(WaitForFile, cancellationToken);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"The file '{_file}' cannot be read: {e.Message}", e);
        }
    }

    private async ValueTask<long> StoredPositionAsync(CancellationToken cancellationToken)
    {
        if (await Context.OffsetReader.OffsetAsync(_partition!, cancellationToken) is not { } offset) return 0;
        return offset.GetValueOrDefault(FileStreamSourceConnector.PositionField) switch
        {
            null => 0,
            long position => position,
            _ => throw new ConnectException("Offset position is the incorrect type"),
        };
    }

    private async ValueTask<List<SourceRecord>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var records = new List<SourceRecord>();
        while (records.Count == 0)
        {
            while (records.Count < _batchSize && _reader!.TryReadLine(out var line))
            {
                var offset = _partition is null ? null : new ConnectMap(1) { [FileStreamSourceConnector.PositionField] = _reader.Position };
                records.Add(new SourceRecord(_partition, offset, _topic, null, null, null, Schema.String, line, now));
            }

            if (records.Count == 0 && !await _reader!.FillAsync(cancellationToken)) break;
        }

        return records;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Couldn't find file {File} for FileStreamSourceTask, sleeping to wait for it to be created")]
    private static partial void LogNoFile(ILogger logger, string file);
}
