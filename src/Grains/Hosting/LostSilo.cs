using Orleans.Runtime.Messaging;

namespace Connect.Grains.Hosting;

/// <summary>Calls of grains that fail because a silo has gone or a grain is moving: asked again, a moment later, they are answered.</summary>
public static class LostSilo
{
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Whether that is why a call failed. What was sent to a silo that is gone, without an answer, ends as a time-out.</summary>
    public static bool IsCauseOf(Exception error) =>
        error is SiloUnavailableException or OrleansMessageRejectionException or ConnectionFailedException or OrleansLifecycleCanceledException or TimeoutException;

    /// <summary>Makes a call, which must be one that can be made twice, until it is answered; for a minute at most.</summary>
    internal static async Task<T> AskAgainAsync<T>(Func<Task<T>> call, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var started = time.GetTimestamp(); ;)
        {
            try
            {
                return await call().WaitAsync(cancellationToken);
            }
            catch (Exception e) when (IsCauseOf(e) && time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="AskAgainAsync{T}"/>
    internal static Task AskAgainAsync(Func<Task> call, TimeProvider time, CancellationToken cancellationToken) => AskAgainAsync(
        async () =>
        {
            await call();
            return true;
        },
        time, cancellationToken);
}
