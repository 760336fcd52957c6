using Connect.Broker.Coordination;
using Connect.Broker.Protocol;
using Connect.Broker.Transactions;
using static Connect.Broker.Tests.Transactions.CoordinatorBench;

namespace Connect.Broker.Tests.Transactions;

public sealed class TransactionVersionTests : IDisposable
{
    private readonly CoordinatorBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_older_client_keeps_its_epoch_and_may_repeat_the_end(bool commit)
    {
        var producer = _bench.Begin("a");
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ErrorCode.None, _bench.Add("a", producer, i, Old));
            Assert.Equal((ErrorCode.None, producer), _bench.End("a", producer, commit, Old));
            Assert.Equal(ErrorCode.None, _bench.End("a", producer, commit, Old).Error);
            Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", producer, !commit, Old).Error);
        }

        Assert.Equal(2, _bench.Partitions.Markers.Count);
        Assert.All(_bench.Partitions.Markers, m => Assert.Equal((producer.Epoch, commit), (m.Producer.Epoch, m.Commit)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_newer_client_gets_a_new_epoch_with_every_end(bool commit)
    {
        var producer = _bench.Begin("a");
        for (short i = 0; i < 3; i++)
        {
            Assert.Equal(ErrorCode.None, _bench.Add("a", producer, i));
            var next = producer with { Epoch = (short)(i + 1) };
            Assert.Equal((ErrorCode.None, next), _bench.End("a", producer, commit));
            Assert.Equal((ErrorCode.None, next), _bench.End("a", producer, commit)); // the answer was lost
            Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", producer, !commit).Error);
            Assert.Equal(ErrorCode.ProducerFenced, _bench.Add("a", producer, i));
            Assert.Equal((Partition(i), new StateProducer(next.ProducerId, next.Epoch), commit), _bench.Partitions.Markers[i]);
            producer = next;
        }
    }

    [Fact]
    public void An_end_without_a_transaction_is_refused_except_for_a_newer_clients_abort()
    {
        var producer = _bench.Begin("a");
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", producer, true, Old).Error);
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", producer, false, Old).Error);
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", producer, true).Error);

        var next = producer with { Epoch = 1 };
        Assert.Equal((ErrorCode.None, next), _bench.End("a", producer, false));
        Assert.Equal("CompleteAbort", _bench.State("a"));
        Assert.Equal((ErrorCode.None, next with { Epoch = 2 }), _bench.End("a", next, false));
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", next with { Epoch = 2 }, true).Error);
        Assert.Empty(_bench.Partitions.Markers);
    }

    [Fact]
    public void After_a_commit_a_newer_client_can_abort_what_never_began_but_not_what_it_committed()
    {
        var producer = _bench.Begin("a");
        _bench.Add("a", producer, 0);
        var (_, next) = _bench.End("a", producer, true);
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", producer, false).Error);
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", next, true).Error);
        Assert.Equal((ErrorCode.None, next with { Epoch = 2 }), _bench.End("a", next, false));
        Assert.Single(_bench.Partitions.Markers);
    }

    [Fact]
    public void A_transaction_can_be_begun_in_one_version_and_ended_in_the_other()
    {
        var producer = _bench.Begin("a");
        _bench.Add("a", producer, 0, Old);
        var (error, next) = _bench.End("a", producer, true, New);
        Assert.Equal((ErrorCode.None, producer with { Epoch = 1 }), (error, next));
        _bench.Add("a", next, 0, New);
        Assert.Equal((ErrorCode.None, next), _bench.End("a", next, true, Old));
    }

    [Fact]
    public void Epochs_are_used_up_to_the_last_but_one_and_then_a_new_producer_id_takes_over()
    {
        var last = Seed(short.MaxValue - 2);
        _bench.Add("a", last, 0);
        var (_, edge) = _bench.End("a", last, true);
        Assert.Equal(last with { Epoch = short.MaxValue - 1 }, edge);

        _bench.Add("a", edge, 1);
        var (error, next) = _bench.End("a", edge, true);
        Assert.Equal(ErrorCode.None, error);
        Assert.NotEqual(edge.ProducerId, next.ProducerId);
        Assert.Equal(0, next.Epoch);
        Assert.Equal(new StateProducer(edge.ProducerId, short.MaxValue), _bench.Partitions.Markers[1].Producer);

        Assert.Equal((ErrorCode.None, next), _bench.End("a", edge, true)); // the answer was lost
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", edge, false).Error);
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _bench.Add("a", edge, 0));
        Assert.Equal(ErrorCode.None, _bench.Add("a", next, 0));
        Assert.Equal((ErrorCode.None, next with { Epoch = 1 }), _bench.End("a", next, true));
    }

    [Fact]
    public void A_repeat_over_the_edge_is_still_known_after_a_restart()
    {
        var edge = Seed(short.MaxValue - 1);
        _bench.Add("a", edge, 1);
        var (_, next) = _bench.End("a", edge, true);
        _bench.Restart();
        Assert.Equal((ErrorCode.None, next), _bench.End("a", edge, true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Initialising_with_used_up_epochs_gives_a_new_producer_id(bool saysWhoItWas)
    {
        var edge = Seed(short.MaxValue - 1);
        var (error, next) = _bench.Init("a", saysWhoItWas ? edge : null);
        Assert.Equal(ErrorCode.None, error);
        Assert.NotEqual(edge.ProducerId, next.ProducerId);
        Assert.Equal(0, next.Epoch);
        // The one it replaces may repeat itself; then it goes on from the new one. Nobody else may.
        Assert.Equal(saysWhoItWas ? (ErrorCode.None, next) : (ErrorCode.ProducerFenced, ProducerIdentity.None), _bench.Init("a", edge));
        Assert.Equal(ErrorCode.ProducerFenced, _bench.Init("a", edge with { Epoch = 12 }).Error);
    }

    [Fact]
    public void A_fence_at_the_edge_uses_the_last_epoch_and_rotates_the_producer_id()
    {
        var edge = Seed(short.MaxValue - 1);
        _bench.Add("a", edge, 0);
        Assert.Equal(ErrorCode.ConcurrentTransactions, _bench.Init("a").Error);
        Assert.Equal(new StateProducer(edge.ProducerId, short.MaxValue), _bench.Partitions.Markers[0].Producer);
        var next = _bench.Begin("a");
        Assert.NotEqual(edge.ProducerId, next.ProducerId);
        Assert.Equal(1, next.Epoch);
    }

    private ProducerIdentity Seed(short epoch)
    {
        var producer = _bench.Begin("a");
        _bench.Seed("a", new TransactionMetadata
        {
            ProducerId = producer.ProducerId,
            Epoch = epoch,
            TimeoutMs = 60_000,
            LastUpdateMs = _bench.Clock.Now,
        });
        return producer with { Epoch = epoch };
    }
}
