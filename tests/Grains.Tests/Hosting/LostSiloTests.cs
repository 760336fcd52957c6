using Connect.Grains.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Grains.Tests.Hosting;

public sealed class LostSiloTests
{
    private readonly FakeTimeProvider _time = new();
    private int _calls;

    [Fact]
    public async Task A_call_that_meets_a_moving_grain_is_made_again() => Assert.Equal("answer", await AskAsync(() => Fails(times: 3, new SiloUnavailableException())));

    [Fact]
    public async Task An_error_of_the_grain_is_the_answer()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(() => Fails(times: 1, new InvalidOperationException())));
        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task Patience_ends()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => AskAsync(() => Fails(times: int.MaxValue, new TimeoutException())));
        Assert.InRange(_calls, 2, (int)(LostSilo.Patience / LostSilo.Pause) + 2);
    }

    [Fact]
    public async Task Who_stops_does_not_wait_for_an_answer()
    {
        using var stop = new CancellationTokenSource();
        var asking = LostSilo.AskAgainAsync(() => new TaskCompletionSource<string>().Task, _time, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    /// <summary>Passes the pauses by.</summary>
    private async Task<string> AskAsync(Func<Task<string>> call)
    {
        var asking = LostSilo.AskAgainAsync(call, _time, TestContext.Current.CancellationToken);
        while (!asking.IsCompleted)
        {
            _time.Advance(LostSilo.Pause);
            await Task.Yield();
        }

        return await asking;
    }

    private Task<string> Fails(int times, Exception with) => ++_calls <= times ? Task.FromException<string>(with) : Task.FromResult("answer");
}
