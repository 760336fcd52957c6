using System.Threading.Channels;
using Connect.Grains.Abstractions;
using Microsoft.Extensions.Logging;

namespace Connect.Grains.Status;

/// <summary>
/// Passes what a pump or connector says of itself on to the status grain: in order, off the pump's thread, and again if it fails. There are few states, and
/// a newer one makes older ones that still wait needless.
/// </summary>
internal sealed partial class StateReporter : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    // States are few, but a task may come with a thousand topics at once.
    private const int Most = 2048;

    private readonly Channel<Func<IStatusGrain, Task>> _reports = Channel.CreateBounded<Func<IStatusGrain, Task>>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly IStatusGrain _grain;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;

    public StateReporter(IStatusGrain grain, ILogger logger)
    {
        _grain = grain;
        _logger = logger;
        _loop = Task.Run(RunAsync);
    }

    public void Report(Func<IStatusGrain, Task> report) => _reports.Writer.TryWrite(report);

    /// <summary>Sends what waits, unless that fails.</summary>
    public async ValueTask DisposeAsync()
    {
        _reports.Writer.TryComplete();
        _closing.CancelAfter(TimeSpan.FromSeconds(2));
        await _loop.ConfigureAwait(false);
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        await foreach (var report in _reports.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            for (var tries = 1; tries <= 50 && !_closing.IsCancellationRequested; tries++)
            {
                try
                {
                    await report(_grain).WaitAsync(_closing.Token).ConfigureAwait(false);
                    break;
                }
                catch (Exception e)
                {
                    if (tries == 50) LogLost(_logger, e);
                    await Task.WhenAny(Task.Delay(RetryDelay, CancellationToken.None), _reports.Reader.Completion).ConfigureAwait(false);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A state could not be stored; it shows again with the next change")]
    private static partial void LogLost(ILogger logger, Exception error);
}
