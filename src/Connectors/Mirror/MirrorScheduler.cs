using Microsoft.Extensions.Logging;

namespace Connect.Connectors.Mirror;

/// <summary>
/// Does the work of a mirror connector that comes back at intervals, one thing after the other; what fails is logged and comes back, too
/// (<c>org.apache.kafka.connect.mirror.Scheduler</c>).
/// </summary>
internal sealed partial class MirrorScheduler(string name, TimeSpan timeout, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly List<Task> _loops = [];

    public delegate Task Work(CancellationToken cancellationToken);

    /// <summary>Does it now; a failure is logged. Returns when it is done, or takes longer than <c>admin.timeout.ms</c>.</summary>
    public async Task ExecuteAsync(Work work, string description)
    {
        var running = RunAsync(work, description);
        if (await Task.WhenAny(running, Task.Delay(timeout, _stop.Token)).ConfigureAwait(false) != running) LogSlow(logger, name, description);
    }

    /// <summary>Does it at once beside the caller.</summary>
    public void ExecuteLater(Work work, string description) => _loops.Add(Task.Run(() => RunAsync(work, description)));

    /// <summary>Does it again and again; null is never.</summary>
    public void Repeat(Work work, TimeSpan? interval, string description, bool atOnce)
    {
        if (interval is not { } every) return;
        _loops.Add(Task.Run(async () =>
        {
            try
            {
                if (atOnce) await RunAsync(work, description).ConfigureAwait(false);
                using var timer = new PeriodicTimer(every);
                while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false)) await RunAsync(work, description).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                // The connector stops.
            }
        }));
    }

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested) return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(_loops), Task.Delay(timeout)).ConfigureAwait(false);
    }

    private async Task RunAsync(Work work, string description)
    {
        try
        {
            await _one.WaitAsync(_stop.Token).ConfigureAwait(false);
            try
            {
                await work(_stop.Token).ConfigureAwait(false);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The connector stops.
        }
        catch (Exception e)
        {
            LogFailed(logger, name, description, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name}: {Description} takes longer than admin.timeout.ms; it goes on beside the rest")]
    private static partial void LogSlow(ILogger logger, string name, string description);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name}: {Description} failed and is tried again at its next turn")]
    private static partial void LogFailed(ILogger logger, string name, string description, Exception error);
}
