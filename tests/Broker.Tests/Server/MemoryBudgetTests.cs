using Connect.Broker.Server;

namespace Connect.Broker.Tests.Server;

public sealed class MemoryBudgetTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_fits_is_reserved_at_once()
    {
        var budget = new MemoryBudget(100, TimeProvider.System);
        Assert.True(await budget.TryReserveAsync(60, Long, TestContext.Current.CancellationToken));
        Assert.True(budget.TryReserveAsync(40, Long, TestContext.Current.CancellationToken).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_does_not_fit_waits_for_a_release()
    {
        var budget = new MemoryBudget(100, TimeProvider.System);
        await budget.TryReserveAsync(60, Long, TestContext.Current.CancellationToken);
        var second = budget.TryReserveAsync(50, Long, TestContext.Current.CancellationToken).AsTask();
        Assert.False(second.IsCompleted);
        budget.Release(60);
        Assert.True(await second);
    }

    [Fact]
    public async Task One_that_is_larger_than_everything_is_let_in_alone()
    {
        var budget = new MemoryBudget(100, TimeProvider.System);
        await budget.TryReserveAsync(1, Long, TestContext.Current.CancellationToken);
        var large = budget.TryReserveAsync(1000, Long, TestContext.Current.CancellationToken).AsTask();
        Assert.False(large.IsCompleted);
        budget.Release(1);
        Assert.True(await large);
    }

    [Fact]
    public async Task Waiting_ends_after_its_time_and_lets_those_behind_it_in()
    {
        var budget = new MemoryBudget(100, TimeProvider.System);
        await budget.TryReserveAsync(60, Long, TestContext.Current.CancellationToken);
        var impatient = budget.TryReserveAsync(50, TimeSpan.FromMilliseconds(1), TestContext.Current.CancellationToken).AsTask();
        var behind = budget.TryReserveAsync(40, Long, TestContext.Current.CancellationToken).AsTask();
        Assert.False(await impatient);
        Assert.True(await behind);
    }

    [Fact]
    public async Task A_canceled_wait_holds_nothing()
    {
        var budget = new MemoryBudget(100, TimeProvider.System);
        await budget.TryReserveAsync(100, Long, TestContext.Current.CancellationToken);
        using var canceled = new CancellationTokenSource();
        var wait = budget.TryReserveAsync(100, Long, canceled.Token).AsTask();
        await canceled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        budget.Release(100);
        Assert.True(budget.TryReserveAsync(100, Long, TestContext.Current.CancellationToken).AsTask().IsCompletedSuccessfully);
    }
}
