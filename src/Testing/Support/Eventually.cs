namespace Connect.Testing.Support;

/// <summary>Waits for what has to come in the end.</summary>
public static class Eventually
{
    /// <summary>How long a wait takes at most, unless it is told otherwise. It is there so that a test ends, not to measure speed.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">What has to hold.</param>
    /// <param name="otherwise">What to say if it does not come.</param>
    public static Task TrueAsync(Func<bool> condition, Func<string> otherwise) => TrueAsync(() => Task.FromResult(condition()), otherwise);

    /// <inheritdoc cref="TrueAsync(Func{bool}, Func{string})"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> otherwise)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(otherwise);
        for (var started = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(started) < Limit; await Task.Delay(20).ConfigureAwait(false))
        {
            if (await condition().ConfigureAwait(false)) return;
        }

        Assert.Fail(otherwise());
    }
}
