using Connect.Api.Http;

namespace Connect.Api.Tests;

public sealed class SharedReadTests
{
    [Fact]
    public async Task Those_who_come_while_one_runs_share_the_next()
    {
        var starts = 0;
        var gates = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToList();
        var read = new SharedRead<int>(async () =>
        {
            var number = Interlocked.Increment(ref starts);
            await gates[number - 1].Task;
            return number;
        });
        var first = read.GetAsync();
        var others = Enumerable.Range(0, 100).Select(_ => read.GetAsync()).ToList();
        gates[0].SetResult();
        Assert.Equal(1, await first);
        gates[1].SetResult();
        Assert.All(await Task.WhenAll(others), n => Assert.Equal(2, n));
        gates[2].SetResult();
        Assert.Equal(3, await read.GetAsync());
    }

    [Fact]
    public async Task A_failure_is_that_of_its_own_askers()
    {
        var fails = true;
        var (gate, started) = (new TaskCompletionSource(), new TaskCompletionSource());
        var read = new SharedRead<int>(async () =>
        {
            var failing = fails;
            started.TrySetResult();
            await gate.Task;
            return failing ? throw new InvalidOperationException("once") : 1;
        });
        var first = read.GetAsync();
        await started.Task;
        fails = false;
        var second = read.GetAsync();
        gate.SetResult();
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        Assert.Equal(1, await second);
    }

    [Fact]
    public async Task Every_answer_holds_what_was_written_before_the_question()
    {
        var written = 0;
        var read = new SharedRead<int>(async () =>
        {
            var seen = Volatile.Read(ref written);
            await Task.Yield();
            return seen;
        });
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 2000; i++)
            {
                var mine = Interlocked.Increment(ref written);
                Assert.InRange(await read.GetAsync(), mine, int.MaxValue);
            }
        })));
    }
}
