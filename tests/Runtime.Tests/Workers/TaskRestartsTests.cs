using Connect.Runtime.Workers;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Tests.Workers;

public sealed class TaskRestartsTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Unless_it_is_asked_for_nothing_is_restarted()
    {
        var restarts = New();
        restarts.OnFailed();
        _time.Advance(TimeSpan.FromDays(2));
        Assert.False(restarts.TryTake());
    }

    [Fact]
    public void Each_further_time_it_waits_twice_as_long_up_to_the_maximum()
    {
        var restarts = New(("attempts", "-1"), ("backoff.ms", "1000"), ("backoff.max.ms", "5000"));
        foreach (var wait in (int[])[1000, 2000, 4000, 5000, 5000, 5000])
        {
            restarts.OnFailed();
            _time.Advance(TimeSpan.FromMilliseconds(wait - 1));
            Assert.False(restarts.TryTake());
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(restarts.TryTake());
            Assert.False(restarts.TryTake());
        }
    }

    [Fact]
    public void After_all_attempts_it_stays_failed()
    {
        var restarts = New(("attempts", "2"));
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(_ => FailAndWait(restarts)));
        Assert.Equal(2, restarts.Attempts);
    }

    [Fact]
    public void A_task_that_ran_for_long_has_all_attempts_again()
    {
        var restarts = New(("attempts", "1"), ("backoff.max.ms", "60000"));
        Assert.True(FailAndWait(restarts));
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.True(FailAndWait(restarts));
        Assert.False(FailAndWait(restarts));
    }

    [Fact]
    public void Attempts_without_end_do_not_overflow()
    {
        var restarts = New(("attempts", "-1"), ("backoff.ms", "86400000"), ("backoff.max.ms", "86400000"));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(FailAndWait(restarts)));
    }

    [Theory]
    [InlineData("attempts", "-2")]
    [InlineData("attempts", "many")]
    [InlineData("backoff.ms", "0")]
    [InlineData("backoff.max.ms", "86400001")]
    public void What_is_wrong_is_said(string key, string value) =>
        Assert.Contains($"connect.tasks.restart.{key}", Assert.Throws<ConfigException>(() => New((key, value))).Message, StringComparison.Ordinal);

    private bool FailAndWait(TaskRestarts restarts)
    {
        restarts.OnFailed();
        _time.Advance(TimeSpan.FromDays(1));
        return restarts.TryTake();
    }

    private TaskRestarts New(params (string Key, string Value)[] settings) =>
        new(RestartSettings.Parse(settings.ToDictionary(s => $"connect.tasks.restart.{s.Key}", string? (s) => s.Value)), _time);

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan by) => _now += by.Ticks;

        public override long GetTimestamp() => _now;
    }
}
