using System.Collections.Concurrent;
using Connect.Runtime.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Told of each change of a task's state, in order; must return at once.</summary>
/// <param name="state">The new state.</param>
/// <param name="trace">Why the task failed.</param>
public delegate void StateListener(WorkState state, string? trace);

/// <summary>
/// Moves the records of one task, on its own and off every scheduler (<c>org.apache.kafka.connect.runtime.WorkerTask</c>). It is started once; a restart is a
/// new pump.
/// </summary>
public abstract partial class TaskPump : IAsyncDisposable
{
    // A source may write to ever new topics: those beyond are not tracked.
    private const int MostTopics = 1000;

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly StateListener _listener;
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, bool> _topics = new(StringComparer.Ordinal);
    private readonly Action<string>? _onTopic;
    private CancellationTokenSource _targetChanged = new();
    private Task _run = Task.CompletedTask;
    private TargetState _target;
    private WorkState? _reported;
    private volatile bool _abandoned;

    private protected TaskPump(TaskId id, TargetState target, StateListener listener, Action<string>? onTopic, ILogger logger)
    {
        Id = id;
        _onTopic = onTopic;
        _target = target;
        _listener = listener;
        Logger = logger;
    }

    /// <summary>The task.</summary>
    public TaskId Id { get; }

    /// <summary>The version of the task's class.</summary>
    public abstract string Version { get; }

    /// <summary>How many records have gone through since the start.</summary>
    public abstract long Records { get; }

    /// <summary>Ends when the pump has stopped or failed.</summary>
    public Task Completion => _run;

    private protected ILogger Logger { get; }

    /// <summary>Cancelled when the task is to stop.</summary>
    private protected CancellationToken Stopping => _stop.Token;

    /// <summary>Cancelled when the time to stop is over.</summary>
    private protected CancellationToken Abandoned => _abandon.Token;

    /// <summary>Cancelled at the next change of what is wanted, the stop among them.</summary>
    private protected CancellationToken TargetChanged
    {
        get
        {
            lock (_lock) return _targetChanged.Token;
        }
    }

    private protected bool IsPauseWanted
    {
        get
        {
            lock (_lock) return _target == TargetState.Paused;
        }
    }

    /// <summary>Starts the pump.</summary>
    public void Start() => _run = StartRun(RunGuardedAsync);

    /// <summary>Pauses or resumes.</summary>
    public void SetTarget(TargetState target)
    {
        lock (_lock)
        {
            if (_target == target) return;
            _target = target;
        }

        SignalTarget();
    }

    /// <summary>From now on the listener of topics is told of each topic anew; from any thread.</summary>
    public void ForgetTopics() => _topics.Clear();

    /// <summary>
    /// Stops the task: what is under way is finished and committed. When the time is over, the task is left behind and nothing that it does counts any more.
    /// </summary>
    /// <returns>True if it stopped in time.</returns>
    public async Task<bool> StopAsync(TimeSpan timeout)
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        SignalTarget();
        if (await Task.WhenAny(_run, Task.Delay(timeout)).ConfigureAwait(false) == _run) return true;
        _abandoned = true;
        await _abandon.CancelAsync().ConfigureAwait(false);
        LogAbandoned(Logger, Id, timeout.TotalMilliseconds);
        return false;
    }

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>On what the pump runs: the thread pool, or a thread of its own.</summary>
    private protected virtual Task StartRun(Func<Task> run) => Task.Run(run);

    /// <summary>Starts the task, moves records until it is to stop, and stops the task.</summary>
    private protected abstract Task RunAsync();

    /// <summary>Wakes the pump up, when something else is wanted.</summary>
    private protected virtual void OnTargetChanged() { }

    private protected void Report(WorkState state, string? trace = null)
    {
        lock (_lock)
        {
            if (_abandoned || _reported == state) return;
            _reported = state;
        }

        _listener(state, trace);
    }

    /// <summary>A record goes to a topic, or comes from there; the listener is told once of each.</summary>
    private protected void UseTopic(string topic)
    {
        if (_onTopic is null || _topics.ContainsKey(topic) || _topics.Count >= MostTopics || !_topics.TryAdd(topic, true)) return;
        _onTopic(topic);
    }

    private void SignalTarget()
    {
        CancellationTokenSource previous;
        lock (_lock)
        {
            previous = _targetChanged;
            _targetChanged = new CancellationTokenSource();
            if (_stop.IsCancellationRequested) _targetChanged.Cancel();
        }

        previous.Cancel();
        OnTargetChanged();
    }

    private async Task RunGuardedAsync()
    {
        try
        {
            await RunAsync().ConfigureAwait(false);
            Report(WorkState.Unassigned);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            Report(WorkState.Unassigned);
        }
        catch (Exception e)
        {
            LogFailed(Logger, Id, TraceText.Line(e));
            Report(WorkState.Failed, TraceText.Of(e));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {Task} failed. It will not run again until it is restarted: {Reason}")]
    private static partial void LogFailed(ILogger logger, TaskId task, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Task {Task} did not stop within {Timeout} ms and is left behind")]
    private static partial void LogAbandoned(ILogger logger, TaskId task, double timeout);
}
