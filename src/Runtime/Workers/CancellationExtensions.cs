namespace Connect.Runtime.Workers;

internal static class CancellationExtensions
{
    /// <summary>Ends when the token is cancelled.</summary>
    public static async Task WhenCancelled(this CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(() => cancelled.TrySetResult()).ConfigureAwait(false);
        await cancelled.Task.ConfigureAwait(false);
    }
}
