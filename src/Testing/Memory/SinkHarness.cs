using Connect.Sdk.Connectors;
using Connect.Sdk.Records;
using Connect.Testing.Support;

namespace Connect.Testing.Memory;

/// <summary>A sink connector in memory: put records, ask what may be committed, see what was reported as errant.</summary>
public sealed class SinkHarness : ConnectorHarness
{
    private readonly Dictionary<TopicPartition, OffsetAndMetadata> _consumed = [];
    private SinkTask? _sink;
    private HarnessSinkContext? _context;

    private SinkHarness(SinkConnector connector, IReadOnlyDictionary<string, string?> config, CapturedLog? log)
        : base(connector, config, log) { }

    /// <summary>The task; only while the harness runs.</summary>
    public SinkTask Sink => _sink ?? throw new InvalidOperationException("The task is not started.");

    /// <summary>The records that the task reported as errant.</summary>
    public IReadOnlyCollection<(SinkRecord Record, Exception Error)> Errant => _context!.Errant;

    /// <summary>Starts a connector and its first task.</summary>
    public static async Task<SinkHarness> StartAsync(
        SinkConnector connector, IReadOnlyDictionary<string, string?> config, CapturedLog? log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connector);
        var harness = new SinkHarness(connector, config, log);
        try
        {
            await harness.StartAsync(new MemoryOffsets(), harness.Initialize, cancellationToken).ConfigureAwait(false);
            return harness;
        }
        catch
        {
            await harness.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Gives records to the task; their partitions are opened first if they are new.</summary>
    public async Task PutAsync(IReadOnlyList<SinkRecord> records, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(records);
        var opened = records.Select(PartitionOf).Where(_context!.Partitions.Add).Distinct().ToList();
        if (opened.Count > 0) await Sink.OpenAsync(opened, cancellationToken).ConfigureAwait(false);
        await Sink.PutAsync(records, cancellationToken).ConfigureAwait(false);
        foreach (var record in records) _consumed[PartitionOf(record)] = new OffsetAndMetadata(record.KafkaOffset + 1);
    }

    /// <summary>The offsets that the task lets be committed.</summary>
    public async Task<IReadOnlyDictionary<TopicPartition, OffsetAndMetadata>> PreCommitAsync(CancellationToken cancellationToken) =>
        await Sink.PreCommitAsync(_consumed, cancellationToken).ConfigureAwait(false);

    private protected override ValueTask EndTaskAsync(CancellationToken cancellationToken) =>
        _context!.Partitions.Count == 0 ? ValueTask.CompletedTask : Sink.CloseAsync(_context.Partitions, cancellationToken);

    private static TopicPartition PartitionOf(SinkRecord record) => new(record.Topic!, record.KafkaPartition ?? 0);

    private void Initialize(ConnectorTask task, IReadOnlyDictionary<string, string?> config)
    {
        _sink = (SinkTask)task;
        _context = new HarnessSinkContext(config, Logger, Metrics);
        _sink.Initialize(_context);
    }
}
