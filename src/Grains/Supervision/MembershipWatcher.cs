using Connect.Grains.Abstractions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.Grains.Supervision;

/// <summary>Wakes the supervisor when a silo comes or goes. Every silo does, so that one that is left suffices.</summary>
internal sealed partial class MembershipWatcher(
    IClusterMembershipService membership, IGrainFactory grains, IHostApplicationLifetime lifetime, ILogger<MembershipWatcher> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WhenStartedAsync(stoppingToken);
        await foreach (var _ in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            try
            {
                await grains.GetGrain<ISupervisorGrain>(0).Nudge();
            }
            catch (Exception e)
            {
                LogFailed(logger, e.Message);
            }
        }
    }

    /// <summary>Before that, grains cannot be called.</summary>
    private async Task WhenStartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The supervisor cannot be reached now: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
