using Connect.Broker.Protocol;
using Connect.Broker.Transactions;
using static Connect.Broker.Tests.Transactions.CoordinatorBench;

namespace Connect.Broker.Tests.Transactions;

public sealed class FencingTests : IDisposable
{
    private readonly CoordinatorBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Each_initialisation_raises_the_epoch_of_the_same_producer_id()
    {
        var first = _bench.Begin("a");
        Assert.Equal(0, first.Epoch);
        Assert.Equal(first with { Epoch = 1 }, _bench.Begin("a"));
        Assert.NotEqual(first.ProducerId, _bench.Begin("b").ProducerId);
    }

    [Theory]
    [InlineData(Old)]
    [InlineData(New)]
    public void A_stranger_is_told_that_the_mapping_is_wrong_and_a_predecessor_that_it_is_fenced(short version)
    {
        var old = _bench.Begin("a");
        var current = _bench.Begin("a");
        Assert.Equal(ErrorCode.None, _bench.Add("a", current, 0, version));

        Assert.Equal(ErrorCode.ProducerFenced, _bench.Add("a", old, 0, version));
        Assert.Equal(ErrorCode.ProducerFenced, _bench.End("a", old, true, version).Error);
        Assert.Equal(ErrorCode.ProducerFenced, _bench.Add("a", current with { Epoch = 7 }, 0, version));
        Assert.Equal(ErrorCode.ProducerFenced, _bench.End("a", current with { Epoch = 7 }, true, version).Error);
        var stranger = current with { ProducerId = 4711 };
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _bench.Add("a", stranger, 0, version));
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _bench.End("a", stranger, true, version).Error);
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _bench.Add("unknown", current, 0, version));
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _bench.End("unknown", current, true, version).Error);
        Assert.Equal(ErrorCode.InvalidRequest, _bench.Add("", current, 0, version));
        Assert.Equal(ErrorCode.InvalidRequest, _bench.End("", current, true, version).Error);
        Assert.Equal("Ongoing", _bench.State("a"));
    }

    [Fact]
    public void An_open_transaction_is_aborted_first_and_the_new_producer_asked_to_come_back()
    {
        var old = _bench.Begin("a");
        _bench.Add("a", old, 0);

        Assert.Equal((ErrorCode.ConcurrentTransactions, ProducerIdentity.None), _bench.Init("a"));
        Assert.Equal((Partition(0), old.ProducerId, (short)1, false), Marker(0));
        Assert.Equal("CompleteAbort", _bench.State("a"));
        Assert.Equal(old with { Epoch = 2 }, _bench.Begin("a"));
        Assert.Equal(ErrorCode.ProducerFenced, _bench.Add("a", old, 0));
    }

    [Fact]
    public void A_producer_that_says_who_it_was_goes_on_and_may_repeat_itself()
    {
        var first = _bench.Begin("a");
        var second = first with { Epoch = 1 };
        Assert.Equal((ErrorCode.None, second), _bench.Init("a", first));
        Assert.Equal((ErrorCode.None, second), _bench.Init("a", first)); // the answer was lost
        Assert.Equal((ErrorCode.None, first with { Epoch = 2 }), _bench.Init("a", second));
        Assert.Equal(ErrorCode.ProducerFenced, _bench.Init("a", first).Error);
        Assert.Equal(ErrorCode.ProducerFenced, _bench.Init("a", new ProducerIdentity(4711, 2)).Error);
    }

    [Fact]
    public void After_somebody_else_took_over_the_previous_owner_cannot_come_back()
    {
        var first = _bench.Begin("a");
        _bench.Begin("a");
        Assert.Equal(ErrorCode.ProducerFenced, _bench.Init("a", first).Error);
    }

    [Fact]
    public void A_producer_that_aborts_its_own_transaction_by_initialising_gets_the_fencing_epoch()
    {
        var first = _bench.Begin("a");
        _bench.Add("a", first, 0);
        Assert.Equal(ErrorCode.ConcurrentTransactions, _bench.Init("a", first).Error);
        Assert.Equal((ErrorCode.None, first with { Epoch = 1 }), _bench.Init("a", first));
    }

    [Fact]
    public void An_expired_id_is_new_again_whoever_comes()
    {
        var first = _bench.Begin("a");
        _bench.Clock.Advance(_bench.Settings.IdExpirationMs);
        _bench.Coordinator.RemoveExpired();
        var (error, producer) = _bench.Init("a", first);
        Assert.Equal(ErrorCode.None, error);
        Assert.NotEqual(first.ProducerId, producer.ProducerId);
        Assert.Equal(0, producer.Epoch);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(900_001)]
    public void A_time_out_out_of_range_is_refused(int timeoutMs)
    {
        Assert.Equal(ErrorCode.InvalidTransactionTimeout, _bench.Init("a", null, timeoutMs).Error);
        Assert.Equal(ErrorCode.TransactionalIdNotFound, _bench.Coordinator.Describe("a").ErrorCode);
        Assert.Equal(ErrorCode.InvalidRequest, _bench.Init("").Error);
    }

    private (Connect.Broker.Log.TopicPartition, long, short, bool) Marker(int index)
    {
        var (partition, producer, commit) = _bench.Partitions.Markers[index];
        return (partition, producer.ProducerId, producer.Epoch, commit);
    }
}
