using Connect.Broker.Log;
using Connect.Broker.Protocol;

namespace Connect.Broker.Tests.Log;

public class ProducerTests
{
    [Fact]
    public void Repeats_among_the_last_five_batches_are_answered_with_their_offsets()
    {
        using var test = new TestLog();
        for (var i = 0; i < 8; i++) Assert.True(test.AppendFrom(7, 0, i * 3, 3).Success);
        for (var restart = 0; restart < 3; restart++)
        {
            for (var i = 3; i < 8; i++)
            {
                var again = test.AppendFrom(7, 0, i * 3, 3);
                Assert.Equal((ErrorCode.None, i * 3L, i * 3L + 2, true), (again.Error, again.BaseOffset, again.LastOffset, again.Duplicate));
            }

            Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, test.AppendFrom(7, 0, 6, 3).Error);
            Assert.Equal(24, test.Log.EndOffset);
            if (restart == 0) test.Reopen();
            if (restart == 1) test.OpenAfterKill();
        }
    }

    [Fact]
    public void Sequences_must_follow_one_another()
    {
        using var test = new TestLog();
        Assert.True(test.AppendFrom(7, 0, 41, 2).Success);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, test.AppendFrom(7, 0, 44).Error);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, test.AppendFrom(7, 0, 42).Error);
        Assert.True(test.AppendFrom(7, 0, 43).Success);
        Assert.Equal(43, Assert.Single(test.Log.ActiveProducers()).LastSequence);
    }

    [Fact]
    public void Sequences_wrap_around()
    {
        using var test = new TestLog();
        Assert.True(test.AppendFrom(7, 0, int.MaxValue - 1, 3).Success);
        Assert.Equal(0, Assert.Single(test.Log.ActiveProducers()).LastSequence);
        Assert.True(test.AppendFrom(7, 0, int.MaxValue - 1, 3).Duplicate);
        Assert.True(test.AppendFrom(7, 0, 1).Success);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, test.AppendFrom(7, 0, int.MaxValue).Error);
        Assert.Equal(ErrorCode.InvalidRecord, test.AppendFrom(7, 0, -1).Error);
    }

    [Fact]
    public void Epochs_only_rise_and_begin_with_sequence_0()
    {
        using var test = new TestLog();
        Assert.True(test.AppendFrom(7, 3, 5).Success);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, test.AppendFrom(7, 4, 6).Error);
        Assert.True(test.AppendFrom(7, 4, 0).Success);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, test.AppendFrom(7, 3, 6).Error);
    }

    [Fact]
    public void Quiet_producers_are_forgotten_and_those_with_a_transaction_are_not()
    {
        using var test = new TestLog();
        test.Options = test.Options with { ProducerIdExpirationMs = 1000 };
        test.Reopen();
        test.AppendFrom(1, 0, 0);
        test.AppendFrom(2, 0, 0, transactional: true);
        test.Clock.Now += 999;
        test.Log.ApplyRetention();
        Assert.Equal(2, test.Log.ActiveProducers().Count);
        test.Clock.Now += 1;
        test.Log.ApplyRetention();
        Assert.Equal(2, Assert.Single(test.Log.ActiveProducers()).ProducerId);
        Assert.True(test.AppendFrom(1, 0, 55).Success);
    }

    [Fact]
    public void An_open_transaction_holds_back_the_stable_offset_and_aborts_are_listed()
    {
        using var test = new TestLog();
        test.Append(("a", "0"));
        test.AppendFrom(1, 0, 0, transactional: true);
        test.AppendFrom(2, 0, 0, transactional: true);
        test.Append(("b", "3"));
        Assert.Equal((1, 4), (test.Log.StableOffset, test.Log.EndOffset));
        Assert.Equal([0L], test.ReadAll(committed: true).Select(e => e.Offset));
        Assert.True(test.Log.AppendControl(1, 0, commit: false, 0).Success);
        Assert.Equal((2, 5), (test.Log.StableOffset, test.Log.EndOffset));
        Assert.Equal([new AbortedTransaction(1, 1)], test.Log.Read(0, 1000, true, true).Aborted);
        Assert.True(test.Log.AppendControl(2, 0, commit: true, 0).Success);
        Assert.Equal((6, 6), (test.Log.StableOffset, test.Log.EndOffset));
        Assert.Equal([new AbortedTransaction(1, 1)], test.Log.Read(0, 1000, true, true).Aborted);
        Assert.Empty(test.Log.Read(5, 1000, true, true).Aborted!);
        Assert.Null(test.Log.Read(0, 1000, true, false).Aborted);
    }

    [Fact]
    public void Records_outside_of_an_open_transaction_are_refused()
    {
        using var test = new TestLog();
        test.AppendFrom(1, 0, 0, transactional: true);
        Assert.Equal(ErrorCode.InvalidTxnState, test.AppendFrom(1, 0, 1).Error);
        test.Log.AppendControl(1, 0, commit: true, 0);
        Assert.True(test.AppendFrom(1, 0, 1).Success);
    }

    [Fact]
    public void A_guarded_append_needs_an_open_transaction_or_a_valid_ticket()
    {
        using var test = new TestLog();
        AppendResult Append(int sequence, long ticket) =>
            test.AppendFrom(1, 0, sequence, transactional: true, guard: new AppendGuard(true, ticket));
        Assert.Equal(ErrorCode.InvalidTxnState, Append(0, 0).Error);
        Assert.Equal(ErrorCode.None, test.Log.BeginVerification(1, 0, 0, false, out var late));
        test.Log.AppendControl(1, 0, commit: false, 0);
        Assert.Equal(ErrorCode.InvalidTxnState, Append(0, late).Error);
        test.Log.BeginVerification(1, 0, 0, false, out var ticket);
        Assert.True(Append(0, ticket).Success);
        test.Log.BeginVerification(1, 0, 1, false, out var none);
        Assert.Equal(0, none);
        Assert.True(Append(1, none).Success);
        Assert.True(test.Log.IsTransactionOpen(1, 0));
        Assert.True(Append(0, none).Duplicate);
    }

    [Fact]
    public void While_a_batch_is_verified_no_later_one_comes_first()
    {
        using var test = new TestLog();
        test.Log.BeginVerification(1, 0, 5, false, out _);
        test.Log.BeginVerification(1, 0, 3, false, out var ticket);
        var guard = new AppendGuard(true, ticket);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, test.AppendFrom(1, 0, 5, transactional: true, guard: guard).Error);
        Assert.True(test.AppendFrom(1, 0, 3, transactional: true, guard: guard).Success);
        test.Log.BeginVerification(2, 0, 1, true, out ticket);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, test.AppendFrom(2, 0, 1, transactional: true, guard: new AppendGuard(true, ticket)).Error);
    }

    [Fact]
    public void Markers_raise_the_epoch_and_sequences_begin_again()
    {
        using var test = new TestLog();
        test.AppendFrom(1, 0, 0, 2, transactional: true);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, test.Log.AppendControl(1, 0, commit: true, 0, transactionVersion: 2).Error);
        Assert.True(test.Log.AppendControl(1, 1, commit: true, 0, transactionVersion: 2).Success);
        Assert.True(test.Log.AppendControl(1, 1, commit: true, 0, transactionVersion: 2).Success);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, test.AppendFrom(1, 0, 2, transactional: true).Error);
        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, test.AppendFrom(1, 1, 2, transactional: true).Error);
        Assert.True(test.AppendFrom(1, 1, 0, transactional: true).Success);
    }

    [Fact]
    public void Markers_of_old_epochs_and_old_coordinators_are_refused()
    {
        using var test = new TestLog();
        Assert.True(test.Log.AppendControl(9, 5, commit: true, 3).Success);
        Assert.Equal(ErrorCode.InvalidProducerEpoch, test.Log.AppendControl(9, 4, commit: true, 3).Error);
        Assert.Equal(ErrorCode.TransactionCoordinatorFenced, test.Log.AppendControl(9, 5, commit: true, 2).Error);
        Assert.Equal(5, Assert.Single(test.Log.ActiveProducers()).Epoch);
    }
}
