using Connect.Broker.Protocol;
using static Connect.Broker.Tests.Transactions.CoordinatorBench;

namespace Connect.Broker.Tests.Transactions;

public sealed class ConcurrencyTests : IDisposable
{
    private const int Rounds = 300;

    private readonly CoordinatorBench _bench = new() { Settings = new() { IdExpirationMs = 1 } };
    private int _transactions;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Clients_of_one_id_and_the_periodic_work_leave_every_transaction_with_one_end()
    {
        using var done = new CancellationTokenSource();
        var upkeep = Task.Run(() =>
        {
            while (!done.IsCancellationRequested)
            {
                _bench.Clock.Advance(1);
                _bench.Coordinator.RemoveExpired();
                _bench.Coordinator.AbortTimedOut();
                _bench.Coordinator.FinishDecided();
                _bench.Coordinator.List(new());
            }
        }, CancellationToken.None);
        var committed = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Work($"id-{i % 2}"))));
        await done.CancelAsync();
        await upkeep;

        // The fake partitions refuse a second end of a transaction; here only the promised ends are looked for.
        foreach (var transaction in committed.SelectMany(c => c))
            Assert.True(_bench.Partitions.Outcomes[(Partition(0), transaction)], $"transaction {transaction} was answered as committed");
        Assert.Empty(_bench.Coordinator.List(new() { StateFilters = ["PrepareCommit", "PrepareAbort"] }).TransactionStates);
    }

    private List<int> Work(string id)
    {
        var committed = new List<int>();
        for (var round = 0; round < Rounds; round++)
        {
            var (error, producer) = _bench.Init(id, null, timeoutMs: 2);
            if (error != ErrorCode.None || _bench.Add(id, producer, 0) != ErrorCode.None) continue;
            var transaction = Interlocked.Increment(ref _transactions);
            _bench.Partitions.Write(Partition(0), producer, transaction);
            if (_bench.End(id, producer, true).Error == ErrorCode.None) committed.Add(transaction);
        }

        return committed;
    }
}
