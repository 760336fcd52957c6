using System.Threading.Channels;
using Connect.Runtime.Errors;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Takes the configurations of tasks that a connector has made.</summary>
/// <param name="configs">One a task.</param>
/// <param name="cancellationToken">Cancelled when they no longer matter.</param>
public delegate ValueTask TaskConfigsListener(IReadOnlyList<IReadOnlyDictionary<string, string?>> configs, CancellationToken cancellationToken);

/// <summary>
/// Runs one connector: starts and stops it and asks it for the configurations of its tasks (<c>org.apache.kafka.connect.runtime.WorkerConnector</c>). What is
/// asked of it is done one after the other, off every scheduler.
/// </summary>
public sealed partial class ConnectorRunner : IAsyncDisposable
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    private readonly Channel<Func<Task>> _work = Channel.CreateUnbounded<Func<Task>>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Connector _connector;
    private readonly ConnectorRunnerOptions _options;
    private readonly StateListener _onState;
    private readonly TaskConfigsListener _onTaskConfigs;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private WorkState? _state;
    private bool _isRequested;
    private int _attempt;
    private bool _isInitialized;
    private bool _isStarted;

    internal ConnectorRunner(
        Connector connector, ConnectorRunnerOptions options, StateListener onState, TaskConfigsListener onTaskConfigs, ILogger logger)
    {
        _connector = connector;
        _options = options;
        _onState = onState;
        _onTaskConfigs = onTaskConfigs;
        _logger = logger;
        _loop = Task.Run(RunAsync);
    }

    /// <summary>The version of the connector's class.</summary>
    public string Version => _connector.Version;

    /// <summary>Starts, pauses or stops the connector; the state listener is told of the outcome.</summary>
    public void SetTarget(TargetState target) => _work.Writer.TryWrite(() => FollowAsync(target));

    /// <summary>Asks the connector for the configurations of its tasks again.</summary>
    public void RequestTaskConfigs()
    {
        // Asking again while a request waits changes nothing.
        if (Interlocked.Exchange(ref _isRequested, true)) return;
        _work.Writer.TryWrite(() =>
        {
            Volatile.Write(ref _isRequested, false);
            return MakeTaskConfigsAsync(ShortestDelay);
        });
    }

    /// <summary>Stops the connector. It has five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_work.Writer.TryComplete()) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        if (await Task.WhenAny(_loop, Task.Delay(TimeSpan.FromSeconds(5), _options.Time)).ConfigureAwait(false) != _loop) LogAbandoned(_logger, _options.Name);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (var work in _work.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (!_stop.IsCancellationRequested) await work().ConfigureAwait(false);
        }

        await StopConnectorAsync().ConfigureAwait(false);
        _options.Metrics.Dispose();
    }

    private async Task FollowAsync(TargetState target)
    {
        if (_state == WorkState.Failed && target != TargetState.Stopped)
        {
            LogFailedBefore(_logger, _options.Name, target);
            return;
        }

        try
        {
            switch (target)
            {
                case TargetState.Started when !_isStarted:
                    await StartConnectorAsync().ConfigureAwait(false);
                    Report(WorkState.Running);
                    await MakeTaskConfigsAsync(ShortestDelay).ConfigureAwait(false);
                    break;
                case TargetState.Started:
                    Report(WorkState.Running);
                    break;
                case TargetState.Paused:
                    await StopConnectorAsync().ConfigureAwait(false);
                    Report(WorkState.Paused);
                    break;
                case TargetState.Stopped:
                    await StopConnectorAsync().ConfigureAwait(false);
                    Report(WorkState.Stopped);
                    break;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It ends anyway.
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private async Task StartConnectorAsync()
    {
        if (!_isInitialized)
        {
            _isInitialized = true;
            _connector.Initialize(_options.CreateContext(this));
        }

        _isStarted = true;
        await _connector.StartAsync(_options.Config, _stop.Token).ConfigureAwait(false);
    }

    private async Task StopConnectorAsync()
    {
        if (!_isStarted) return;
        _isStarted = false;
        try
        {
            await _connector.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogStop(_logger, _options.Name, e);
        }
    }

    /// <summary>What fails here is tried again and again: the connector stays RUNNING, as in Kafka Connect; only too many tasks fail it.</summary>
    private async Task MakeTaskConfigsAsync(TimeSpan delay)
    {
        var attempt = ++_attempt;
        if (!_isStarted || _state != WorkState.Running) return;
        try
        {
            var configs = await _connector.TaskConfigsAsync(_options.MaxTasks, _stop.Token).ConfigureAwait(false);
            CheckCount(configs.Count);
            await _onTaskConfigs([.. configs.Select(Complete)], _stop.Token).ConfigureAwait(false);
        }
        catch (TooManyTasksException e)
        {
            Fail(e);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            LogTaskConfigs(_logger, _options.Name, delay.TotalMilliseconds, TraceText.Line(e));
            _ = MakeTaskConfigsLaterAsync(delay, attempt);
        }
        catch (OperationCanceledException)
        {
            // It ends anyway.
        }
    }

    /// <summary>Waits beside the other work: a pause or stop is not held up.</summary>
    private async Task MakeTaskConfigsLaterAsync(TimeSpan delay, int attempt)
    {
        await Task.Delay(delay, _options.Time).ConfigureAwait(false);
        var next = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        _work.Writer.TryWrite(() => attempt == _attempt ? MakeTaskConfigsAsync(next) : Task.CompletedTask);
    }

    private void CheckCount(int count)
    {
        if (count <= _options.MaxTasks) return;
        var text = $"The connector {_options.Name} has generated {count} tasks, which is greater than {_options.MaxTasks}, the maximum number of tasks it is "
            + "configured to create. This behaviour should be considered a bug and is disallowed. If necessary, it can be permitted by reconfiguring the connector "
            + "with 'tasks.max.enforce' set to false; however, this option will be removed in a future release of Kafka Connect.";
        if (_options.EnforceMaxTasks) throw new TooManyTasksException(text);
        LogTooMany(_logger, _options.Name, count, _options.MaxTasks);
    }

    private Dictionary<string, string?> Complete(IReadOnlyDictionary<string, string?> config)
    {
        var complete = config.ToDictionary(StringComparer.Ordinal);
        complete["task.class"] = _options.TaskClass;
        foreach (var (key, value) in _options.AddedToTasks) complete[key] = value;
        return complete;
    }

    /// <summary>From outside, by the connector itself.</summary>
    internal void RaiseError(Exception error) => _work.Writer.TryWrite(() =>
    {
        Fail(error);
        return Task.CompletedTask;
    });

    private void Fail(Exception error)
    {
        LogFailed(_logger, _options.Name, TraceText.Line(error));
        Report(WorkState.Failed, TraceText.Of(error));
    }

    private void Report(WorkState state, string? trace = null)
    {
        _state = state;
        _onState(state, trace);
    }

    private sealed class TooManyTasksException(string message) : ConnectException(message);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connector {Connector} failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string connector, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot transition connector {Connector} to {Target} since it has failed")]
    private static partial void LogFailedBefore(ILogger logger, string connector, TargetState target);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connector {Connector} threw an exception when it was stopped")]
    private static partial void LogStop(ILogger logger, string connector, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "The task configurations of connector {Connector} cannot be made now; tried again in {Delay} ms: {Reason}")]
    private static partial void LogTaskConfigs(ILogger logger, string connector, double delay, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Connector {Connector} has made {Count} tasks, more than its tasks.max of {Max}")]
    private static partial void LogTooMany(ILogger logger, string connector, int count, int max);

    [LoggerMessage(Level = LogLevel.Error, Message = "Connector {Connector} did not stop within 5 seconds and is left behind")]
    private static partial void LogAbandoned(ILogger logger, string connector);
}
