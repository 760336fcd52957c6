using Microsoft.Extensions.Logging;

namespace Connect.Broker.Hosting;

/// <summary>Work that is done again and again beside the requests. A run that fails is logged; the next one comes all the same.</summary>
internal sealed class BackgroundJobs(TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];

    public void Every(TimeSpan interval, string what, Action run)
    {
        if (interval > TimeSpan.Zero && interval < TimeSpan.FromDays(40)) _running.Add(Task.Run(() => RepeatAsync(interval, what, run)));
    }

    public void Once(string what, Action run) => _running.Add(Task.Run(() => Run(what, run)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RepeatAsync(TimeSpan interval, string what, Action run)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false)) Run(what, run);
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private void Run(string what, Action run)
    {
        try
        {
            run();
        }
        catch (Exception e)
        {
            Log.JobFailed(logger, e, what);
        }
    }
}
