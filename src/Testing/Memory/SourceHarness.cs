using System.Buffers;
using Connect.Runtime.Sources;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Sdk.Records;
using Connect.Testing.Support;

namespace Connect.Testing.Memory;

/// <summary>A source connector in memory: poll it, commit what came, start it again from there.</summary>
/// <example><code>
/// var offsets = new MemoryOffsets();
/// await using var source = await SourceHarness.StartAsync(new MySource(), config, offsets, null, cancellationToken);
/// var records = await source.PollAsync(3, cancellationToken);
/// await source.CommitAsync(records, cancellationToken);
/// </code></example>
public sealed class SourceHarness : ConnectorHarness
{
    private readonly MemoryOffsets _offsets;
    private SourceTask? _source;

    private SourceHarness(SourceConnector connector, IReadOnlyDictionary<string, string?> config, MemoryOffsets offsets, CapturedLog? log)
        : base(connector, config, log) => _offsets = offsets;

    /// <summary>The task; only while the harness runs.</summary>
    public SourceTask Source => _source ?? throw new InvalidOperationException("The task is not started.");

    /// <summary>Starts a connector and its first task.</summary>
    /// <param name="connector">A new connector.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="offsets">Where its offsets are; give the same to a later harness to resume.</param>
    /// <param name="log">Where it logs to; null for a log of its own.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<SourceHarness> StartAsync(
        SourceConnector connector, IReadOnlyDictionary<string, string?> config, MemoryOffsets offsets, CapturedLog? log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connector);
        var harness = new SourceHarness(connector, config, offsets, log);
        try
        {
            await harness.StartAsync(offsets, harness.Initialize, cancellationToken).ConfigureAwait(false);
            return harness;
        }
        catch
        {
            await harness.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Polls until at least so many records are there.</summary>
    /// <exception cref="TimeoutException">They do not come within <see cref="Eventually.Limit"/>.</exception>
    public async Task<IReadOnlyList<SourceRecord>> PollAsync(int count, CancellationToken cancellationToken)
    {
        var records = new List<SourceRecord>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Eventually.Limit);
        while (records.Count < count)
        {
            try
            {
                records.AddRange(await Source.PollAsync(limit.Token).ConfigureAwait(false) ?? []);
                limit.Token.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"{records.Count} of {count} records came");
            }
        }

        return records;
    }

    /// <summary>Stores the offsets of records, and tells the task of each record and of the commit.</summary>
    public async Task CommitAsync(IReadOnlyList<SourceRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var converter = SourceOffsets.NewConverter();
        var buffer = new ArrayBufferWriter<byte>();
        foreach (var record in records)
        {
            if (record.SourcePartition is { } partition)
            {
                var offset = record.SourceOffset is { } o ? SourceOffsets.ToJson(o, converter, buffer) : null;
                await _offsets.WriteAsync([new StoredOffset(SourceOffsets.ToJson(partition, converter, buffer), offset)], cancellationToken).ConfigureAwait(false);
            }

            await Source.CommitRecordAsync(record, null, cancellationToken).ConfigureAwait(false);
        }

        await Source.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Initialize(ConnectorTask task, IReadOnlyDictionary<string, string?> config)
    {
        _source = (SourceTask)task;
        _source.Initialize(new HarnessSourceContext(config, Logger, Metrics, _offsets));
    }
}
