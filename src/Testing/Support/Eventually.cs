namespace Connect.Testing.Support;

/// <summary>Waits for what has to come in the end.</summary>
public static class Eventually
{
    private static readonly AsyncLocal<TimeSpan?> OwnLimit = new();

    /// <summary>How long a wait takes at most: a minute, unless the test that runs sets another. It is there so that a test ends, not to measure speed.</summary>
    public static TimeSpan Limit
    {
        get => OwnLimit.Value ?? TimeSpan.FromSeconds(60);
        set => OwnLimit.Value = value;
    }

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
