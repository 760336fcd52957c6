using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Transactions;
using CsCheck;
using static Connect.Broker.Tests.Transactions.CoordinatorBench;

namespace Connect.Broker.Tests.Transactions;

public sealed class RecoveryTests : IDisposable
{
    private readonly CoordinatorBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(true, New)]
    [InlineData(false, New)]
    [InlineData(true, Old)]
    [InlineData(false, Old)]
    public void A_decision_is_carried_out_after_a_crash_before_its_markers(bool commit, short version)
    {
        var producer = _bench.Begin("a");
        _bench.Coordinator.AddPartitions("a", producer, [Partition(0), Partition(1)], version);
        _bench.Partitions.Refusal = _ => ErrorCode.KafkaStorageError;
        var (error, next) = _bench.End("a", producer, commit, version);
        Assert.Equal(ErrorCode.None, error);
        Assert.Equal(commit ? "PrepareCommit" : "PrepareAbort", _bench.State("a"));
        Assert.Empty(_bench.Partitions.Markers);

        _bench.Partitions.Refusal = _ => ErrorCode.None;
        _bench.Restart();
        Assert.Equal(2, _bench.Partitions.Markers.Count);
        Assert.All(_bench.Partitions.Markers, m => Assert.Equal((next.Epoch, commit), (m.Producer.Epoch, m.Commit)));
        Assert.Equal(commit ? "CompleteCommit" : "CompleteAbort", _bench.State("a"));
        Assert.Equal(ErrorCode.None, _bench.Add("a", next, 0, version));
    }

    [Fact]
    public void While_markers_cannot_be_written_clients_are_asked_to_come_back_and_the_next_one_finishes_the_work()
    {
        var producer = _bench.Begin("a");
        _bench.Add("a", producer, 0);
        _bench.Partitions.Refusal = _ => ErrorCode.CoordinatorLoadInProgress;
        var (_, next) = _bench.End("a", producer, true);

        Assert.Equal(ErrorCode.ConcurrentTransactions, _bench.Add("a", next, 1));
        Assert.Equal(ErrorCode.ConcurrentTransactions, _bench.End("a", producer, true).Error);
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", producer, false).Error);
        Assert.Equal(ErrorCode.ConcurrentTransactions, _bench.Init("a").Error);
        Assert.Equal(ErrorCode.ConcurrentTransactions, _bench.Coordinator.VerifyPartition("a", next, Partition(0)));

        _bench.Partitions.Refusal = _ => ErrorCode.None;
        Assert.Equal(ErrorCode.None, _bench.Add("a", next, 1));
        Assert.Single(_bench.Partitions.Markers);
    }

    [Fact]
    public void A_partition_gets_its_marker_once_when_only_another_one_failed()
    {
        var producer = _bench.Begin("a");
        _bench.Coordinator.AddPartitions("a", producer, [Partition(0), Partition(1), Partition(2)], New);
        _bench.Partitions.Refusal = p => p.Partition == 1 ? ErrorCode.KafkaStorageError : ErrorCode.None;
        _bench.End("a", producer, true);
        Assert.Equal("PrepareCommit", _bench.State("a"));
        _bench.Partitions.Refusal = _ => ErrorCode.None;
        _bench.Coordinator.FinishDecided();
        Assert.Equal("CompleteCommit", _bench.State("a"));
        Assert.Equal([0, 1, 2], _bench.Partitions.Markers.Select(m => m.Partition.Partition).Order());
    }

    [Theory]
    [InlineData((int)ErrorCode.UnknownTopicOrPartition)]
    [InlineData((int)ErrorCode.InvalidProducerEpoch)]
    [InlineData((int)ErrorCode.TransactionCoordinatorFenced)]
    public void A_partition_that_will_never_take_the_marker_does_not_hold_the_id(int error)
    {
        var refusal = (ErrorCode)error;
        var producer = _bench.Begin("a");
        _bench.Coordinator.AddPartitions("a", producer, [Partition(0), Partition(1)], New);
        _bench.Partitions.Refusal = p => p.Partition == 0 ? refusal : ErrorCode.None;
        _bench.End("a", producer, true);
        Assert.Equal("CompleteCommit", _bench.State("a"));
    }

    [Fact]
    public void What_is_not_stored_does_not_happen()
    {
        var producer = _bench.Begin("a");
        _bench.Add("a", producer, 0);
        _bench.StateLog.Refusal = ErrorCode.KafkaStorageError;
        Assert.Equal((ErrorCode.NotCoordinator, ProducerIdentity.None), _bench.End("a", producer, true));
        Assert.Equal(ErrorCode.NotCoordinator, _bench.Add("a", producer, 1));
        Assert.Equal(ErrorCode.NotCoordinator, _bench.Init("a").Error);
        Assert.Equal(ErrorCode.NotCoordinator, _bench.Init("b").Error);
        _bench.StateLog.Refusal = ErrorCode.UnknownTopicOrPartition;
        Assert.Equal(ErrorCode.CoordinatorNotAvailable, _bench.End("a", producer, true).Error);
        _bench.StateLog.Refusal = ErrorCode.None;

        Assert.Equal("Ongoing", _bench.State("a"));
        Assert.Equal(ErrorCode.TransactionalIdNotFound, _bench.Coordinator.Describe("b").ErrorCode);
        Assert.Equal([0], Assert.Single(_bench.Coordinator.Describe("a").Topics).Partitions);
        Assert.Empty(_bench.Partitions.Markers);
        Assert.Equal(ErrorCode.None, _bench.End("a", producer, true).Error);
    }

    [Fact]
    public void An_open_transaction_is_open_after_a_restart_with_its_partitions_and_its_age()
    {
        var producer = _bench.Begin("a", timeoutMs: 5_000);
        _bench.Coordinator.AddPartitions("a", producer, [Partition(3), new TopicPartition("u", 1)], New);
        var before = _bench.Coordinator.Describe("a");
        _bench.Clock.Advance(3_000);
        _bench.Restart();
        var after = _bench.Coordinator.Describe("a");
        Assert.Equal("Ongoing", after.StateName);
        Assert.Equal(before.TransactionStartTimeMs, after.TransactionStartTimeMs);
        Assert.Equal(5_000, after.TransactionTimeoutMs);
        Assert.Equal(["t-3", "u-1"], after.Topics.SelectMany(t => t.Partitions.Select(p => $"{t.Topic}-{p}")).Order());
        _bench.Clock.Advance(2_001);
        _bench.Coordinator.AbortTimedOut();
        Assert.Equal("CompleteAbort", _bench.State("a"));
        Assert.Equal(2, _bench.Partitions.Markers.Count);
    }

    [Fact]
    public void Until_the_log_is_read_clients_are_told_that_the_coordinator_is_loading()
    {
        var producer = _bench.Begin("a");
        var loading = _bench.StartWithoutLoading();
        Assert.Equal(ErrorCode.CoordinatorLoadInProgress, _bench.Init("a").Error);
        Assert.Equal(ErrorCode.CoordinatorLoadInProgress, _bench.Add("a", producer, 0));
        Assert.Equal(ErrorCode.CoordinatorLoadInProgress, _bench.End("a", producer, true).Error);
        Assert.Equal(ErrorCode.CoordinatorLoadInProgress, loading.VerifyPartition("a", producer, Partition(0)));
        Assert.Equal(ErrorCode.CoordinatorLoadInProgress, loading.Describe("a").ErrorCode);
        Assert.Equal(ErrorCode.CoordinatorLoadInProgress, loading.List(new()).ErrorCode);
        loading.AbortTimedOut();
        loading.RemoveExpired();
        Assert.Equal(ErrorCode.None, loading.InitializeIdempotent(out _));
        loading.Load(stored: true, CancellationToken.None);
        Assert.Equal(producer with { Epoch = 1 }, _bench.Begin("a"));
    }

    [Fact]
    public void An_expired_id_stays_forgotten_after_a_restart_and_a_used_one_stays()
    {
        _bench.Begin("gone");
        var open = _bench.Begin("open");
        _bench.Add("open", open, 0);
        _bench.Clock.Advance(_bench.Settings.IdExpirationMs - 1);
        _bench.Begin("fresh");
        _bench.Coordinator.RemoveExpired();
        Assert.Equal("Empty", _bench.State("gone"));
        _bench.Clock.Advance(1);
        _bench.Coordinator.RemoveExpired();
        _bench.Restart();
        Assert.Equal(["fresh", "open"], _bench.Coordinator.List(new()).TransactionStates.Select(s => s.TransactionalId).Order());
    }

    [Fact]
    public void A_timed_out_producer_is_fenced_and_may_only_learn_that_its_transaction_was_aborted()
    {
        var producer = _bench.Begin("a", timeoutMs: 1_000);
        _bench.Add("a", producer, 0);
        _bench.Clock.Advance(1_000);
        _bench.Coordinator.AbortTimedOut();
        Assert.Equal("Ongoing", _bench.State("a"));
        _bench.Clock.Advance(1);
        _bench.Coordinator.AbortTimedOut();
        Assert.Equal("CompleteAbort", _bench.State("a"));
        Assert.False(Assert.Single(_bench.Partitions.Markers).Commit);

        Assert.Equal(ErrorCode.ProducerFenced, _bench.Add("a", producer, 0));
        Assert.Equal(ErrorCode.ProducerFenced, _bench.End("a", producer, true, Old).Error);
        Assert.Equal(ErrorCode.InvalidTxnState, _bench.End("a", producer, true).Error);
        Assert.Equal((ErrorCode.None, producer with { Epoch = 1 }), _bench.End("a", producer, false));
    }

    [Fact]
    public void Every_state_comes_back_from_the_log_as_it_was_stored()
    {
        var partition = Gen.Select(Gen.String[1, 5], Gen.Int[0, 5], (t, p) => new TopicPartition(t, p));
        var metadata =
            from ids in Gen.Select(Gen.Long[0, 9999], Gen.Long[-1, 9999], Gen.Long[-1, 9999])
            from epoch in Gen.Short[0, short.MaxValue]
            from timeout in Gen.Int[1, 900_000]
            from status in Gen.Int[0, 5]
            from partitions in partition.Array[0, 8]
            from times in Gen.Select(Gen.Long[-1, long.MaxValue], Gen.Long[0, long.MaxValue])
            from version in Gen.Short[0, 2]
            select new TransactionMetadata
            {
                ProducerId = ids.Item1,
                PreviousProducerId = ids.Item2,
                NextProducerId = ids.Item3,
                Epoch = epoch,
                TimeoutMs = timeout,
                Status = (TransactionStatus)status,
                Partitions = status == 0 ? PartitionSet.Empty : PartitionSet.Empty.With(partitions),
                StartMs = times.Item1,
                LastUpdateMs = times.Item2,
                ClientVersion = version,
            };
        metadata.Sample(stored =>
        {
            var read = TransactionRecords.ReadValue(TransactionRecords.Value(stored));
            Assert.NotNull(read);
            Assert.Equal(stored.Partitions.OrderBy(p => (p.Topic, p.Partition)), read.Partitions.OrderBy(p => (p.Topic, p.Partition)));
            Assert.Equal(stored with { Partitions = PartitionSet.Empty }, read with { Partitions = PartitionSet.Empty });
        });
        Assert.Equal("ä-id", TransactionRecords.ReadKey(TransactionRecords.Key("ä-id")));
    }

    [Fact]
    public void Records_that_are_not_understood_do_not_stop_the_others_from_being_read()
    {
        _bench.Begin("a");
        for (var partition = 0; partition < _bench.StateLog.PartitionCount; partition++)
        {
            _bench.StateLog.Append(partition, [new StateRecord([0, 7, 1], [1, 2, 3])]);
            _bench.StateLog.Append(partition, [new StateRecord(TransactionRecords.Key("newer"), [0, 9, 1, 2])]);
            _bench.StateLog.Append(partition, [new StateRecord(TransactionRecords.Key("broken"), [0, 1, 1, 2])]);
        }

        _bench.Begin("b");
        _bench.Restart();
        Assert.Equal(["a", "b"], _bench.Coordinator.List(new()).TransactionStates.Select(s => s.TransactionalId).Order());
    }
}
