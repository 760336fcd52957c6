using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Testing.Support;
using Microsoft.Extensions.Logging;

namespace Connect.Testing.Memory;

/// <summary>A connector and its first task, called as the runtime calls them, without Kafka, converters and transformations.</summary>
/// <remarks>Calls are made one after another. Whoever never stops or disposes of the harness leaves the task as a crash would.</remarks>
public abstract class ConnectorHarness : IAsyncDisposable
{
    private readonly PluginMetrics _metrics = new("connect.testing", []);
    private readonly Connector _connector;
    private readonly IReadOnlyDictionary<string, string?> _config;
    private ConnectorTask? _task;
    private bool _started;

    private protected ConnectorHarness(Connector connector, IReadOnlyDictionary<string, string?> config, CapturedLog? log)
    {
        _connector = connector;
        _config = config;
        Log = log ?? new CapturedLog();
        Logger = Log.CreateLogger(connector.GetType().Name);
    }

    /// <summary>What the connector and the task log.</summary>
    public CapturedLog Log { get; }

    /// <summary>The configurations of tasks that the connector gave.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string?>> TaskConfigs { get; private set; } = [];

    private protected ILogger Logger { get; }

    private protected IPluginMetrics Metrics => _metrics;

    /// <summary>Stops the task and then the connector. A harness that is not started, or started only in part, stops what there is.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_task is { } task)
            {
                _task = null;
                await EndTaskAsync(cancellationToken).ConfigureAwait(false);
                await task.StopAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (_started) await _connector.StopAsync(cancellationToken).ConfigureAwait(false);
            _started = false;
        }
    }

    /// <summary>Stops what is not stopped yet.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _metrics.Dispose();
        }
    }

    private protected async Task StartAsync(MemoryOffsets offsets, Action<ConnectorTask, IReadOnlyDictionary<string, string?>> initialize, CancellationToken cancellationToken)
    {
        _connector.Initialize(new HarnessConnectorContext(Logger, Metrics, offsets));
        _started = true;
        await _connector.StartAsync(_config, cancellationToken).ConfigureAwait(false);
        TaskConfigs = await _connector.TaskConfigsAsync(1, cancellationToken).ConfigureAwait(false);
        if (TaskConfigs.Count == 0) throw new ConnectException($"{_connector.GetType().Name} has no tasks with this configuration");
        _task = (ConnectorTask)Activator.CreateInstance(_connector.TaskClass)!;
        initialize(_task, TaskConfigs[0]);
        await _task.StartAsync(TaskConfigs[0], cancellationToken).ConfigureAwait(false);
    }

    private protected virtual ValueTask EndTaskAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
