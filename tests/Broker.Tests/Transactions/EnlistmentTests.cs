using Connect.Broker.Log;
using Connect.Broker.Protocol;
using static Connect.Broker.Tests.Transactions.CoordinatorBench;

namespace Connect.Broker.Tests.Transactions;

public sealed class EnlistmentTests : IDisposable
{
    private readonly CoordinatorBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_write_of_a_newer_producer_opens_the_transaction_by_itself_and_stores_that_once()
    {
        var producer = _bench.Begin("a");
        var before = _bench.StateLog.Appends;
        for (var i = 0; i < 3; i++) Assert.Equal(ErrorCode.None, _bench.Enlistment.ForProduce(12, "a", producer, Partition(0)));
        Assert.Equal(before + 1, _bench.StateLog.Appends);
        Assert.Equal("Ongoing", _bench.State("a"));

        var errors = new ErrorCode[3];
        _bench.Enlistment.ForProduce(13, "a", producer, [Partition(0), Partition(1), new TopicPartition("u", 0)], errors);
        Assert.All(errors, e => Assert.Equal(ErrorCode.None, e));
        Assert.Equal(before + 2, _bench.StateLog.Appends);
        _bench.End("a", producer, true);
        Assert.Equal(3, _bench.Partitions.Markers.Count);
    }

    [Theory]
    [InlineData(10, (int)ErrorCode.InvalidTxnState)]
    [InlineData(11, (int)ErrorCode.TransactionAbortable)]
    public void A_write_of_an_older_producer_needs_the_partition_added_before(short version, int error)
    {
        var missing = (ErrorCode)error;
        var producer = _bench.Begin("a");
        Assert.Equal(missing, _bench.Enlistment.ForProduce(version, "a", producer, Partition(0)));
        _bench.Add("a", producer, 0, Old);
        var errors = new ErrorCode[2];
        _bench.Enlistment.ForProduce(version, "a", producer, [Partition(0), Partition(1)], errors);
        Assert.Equal([ErrorCode.None, missing], errors);
        _bench.End("a", producer, true, Old);
        Assert.Equal(missing, _bench.Enlistment.ForProduce(version, "a", producer, Partition(0)));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(11)]
    [InlineData(12)]
    public void A_fenced_writer_is_told_that_its_epoch_is_invalid(short version)
    {
        var producer = _bench.Begin("a");
        _bench.Begin("a");
        Assert.Equal(ErrorCode.InvalidProducerEpoch, _bench.Enlistment.ForProduce(version, "a", producer, Partition(0)));
        Assert.Equal(ErrorCode.InvalidProducerIdMapping, _bench.Enlistment.ForProduce(version, "b", producer, Partition(0)));
    }

    [Theory]
    [InlineData(7, 19)]
    [InlineData(11, 19)]
    [InlineData(12, (int)ErrorCode.ConcurrentTransactions)]
    public void A_writer_that_has_to_wait_is_told_so_in_words_it_knows(short version, int expected)
    {
        var producer = _bench.Begin("a");
        _bench.Add("a", producer, 0, Old);
        _bench.Partitions.Refusal = _ => ErrorCode.KafkaStorageError;
        _bench.End("a", producer, true, Old);
        Assert.Equal((ErrorCode)expected, _bench.Enlistment.ForProduce(version, "a", producer, Partition(0)));
        _bench.StartWithoutLoading();
        Assert.Equal((ErrorCode)19, _bench.Enlistment.ForProduce(version, "a", producer, Partition(0)));
    }

    [Fact]
    public void Offsets_of_a_newer_consumer_join_the_transaction_and_those_of_an_older_must_have_been_added()
    {
        var producer = _bench.Begin("a");
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.Enlistment.ForOffsets(3, "a", producer, "group"));
        Assert.Equal(ErrorCode.TransactionAbortable, _bench.Enlistment.ForOffsets(4, "a", producer, "group"));
        Assert.Equal(ErrorCode.None, _bench.Enlistment.ForOffsets(5, "a", producer, "group"));
        Assert.Equal(ErrorCode.None, _bench.Enlistment.ForOffsets(3, "a", producer, "group"));
        Assert.Equal(ErrorCode.InvalidProducerEpoch, _bench.Enlistment.ForOffsets(5, "a", producer with { Epoch = 5 }, "group"));
        _bench.End("a", producer, true);
        var expected = new TopicPartition("__consumer_offsets", _bench.Offsets.PartitionFor("group"));
        Assert.Equal(expected, Assert.Single(_bench.Partitions.Markers).Partition);
    }

    [Fact]
    public void Knowing_the_partition_already_costs_no_memory()
    {
        var producer = _bench.Begin("a");
        var enlistment = _bench.Enlistment;
        var partition = Partition(0);
        for (var i = 0; i < 100; i++) enlistment.ForProduce(12, "a", producer, partition);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++) enlistment.ForProduce(12, "a", producer, partition);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000, "each look-up allocates");
    }
}
