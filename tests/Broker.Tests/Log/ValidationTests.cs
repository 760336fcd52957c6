using System.Buffers.Binary;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Records;

namespace Connect.Broker.Tests.Log;

public class ValidationTests
{
    private static byte[] Good(TestLog test, CompressionCodec codec = CompressionCodec.None)
    {
        using var batch = TestLog.Batch(test.Clock.Now, ("a", "1"), ("b", "2"), ("c", "3"));
        batch.Compression = codec;
        return batch.Build().ToArray();
    }

    private static ErrorCode Append(TestLog test, byte[] bytes) => test.Log.Append(bytes, AppendOrigin.Client).Error;

    private static byte[] Change(byte[] batch, Action<byte[]> change)
    {
        change(batch);
        new RecordBatchPatch(batch).Seal();
        return batch;
    }

    [Fact]
    public void Anything_but_exactly_one_batch_is_refused()
    {
        using var test = new TestLog();
        var good = Good(test);
        Assert.Equal(ErrorCode.InvalidRecord, Append(test, []));
        Assert.Equal(ErrorCode.InvalidRecord, Append(test, [.. good, .. good]));
        Assert.Equal(ErrorCode.InvalidRecord, Append(test, good[..40]));
        Assert.Equal(ErrorCode.CorruptMessage, Append(test, new byte[100]));
        Assert.Equal(ErrorCode.None, Append(test, [.. good, 0, 0, 0]));
    }

    [Fact]
    public void Other_formats_are_refused()
    {
        using var test = new TestLog();
        var batch = Good(test);
        batch[RecordBatchHeader.MagicOffset] = 1;
        Assert.Equal(ErrorCode.InvalidRecord, Append(test, batch));
        batch[RecordBatchHeader.MagicOffset] = 3;
        Assert.Equal(ErrorCode.CorruptMessage, Append(test, batch));
    }

    [Fact]
    public void Every_flipped_bit_behind_the_checksum_is_found()
    {
        using var test = new TestLog();
        var length = Good(test).Length;
        for (var at = RecordBatchHeader.CrcOffset; at < length; at++)
        {
            var batch = Good(test);
            batch[at] ^= 4;
            Assert.Equal(ErrorCode.CorruptMessage, Append(test, batch));
        }

        Assert.Equal(0, test.Log.EndOffset);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Counts_that_do_not_fit_are_refused(int number)
    {
        var codec = (CompressionCodec)number;
        using var test = new TestLog();
        foreach (var count in new[] { -1, 0, 1, 2, 4, 1_000_000, int.MaxValue })
        {
            void SetCount(byte[] b) => BinaryPrimitives.WriteInt32BigEndian(b.AsSpan(RecordBatchHeader.CountOffset), count);
            void SetDelta(byte[] b) => BinaryPrimitives.WriteInt32BigEndian(b.AsSpan(RecordBatchHeader.LastOffsetDeltaOffset), count - 1);
            Assert.Equal(ErrorCode.InvalidRecord, Append(test, Change(Good(test, codec), SetCount)));
            Assert.Equal(ErrorCode.InvalidRecord, Append(test, Change(Good(test, codec), SetDelta)));
            Assert.Equal(ErrorCode.InvalidRecord, Append(test, Change(Good(test, codec), b => { SetCount(b); SetDelta(b); })));
        }

        Assert.Equal(ErrorCode.None, Append(test, Good(test, codec)));
    }

    [Fact]
    public void Clients_write_no_control_records_and_begin_at_offset_0()
    {
        using var test = new TestLog();
        Assert.Equal(ErrorCode.InvalidRecord, Append(test, Change(Good(test), b => b[RecordBatchHeader.AttributesOffset + 1] |= RecordBatchHeader.ControlFlag)));
        Assert.Equal(ErrorCode.InvalidRecord, Append(test, Change(Good(test), b => b[7] = 1)));
    }

    [Fact]
    public void Large_batches_are_refused()
    {
        using var test = new TestLog(new LogConfig { MaxMessageBytes = 100 });
        Assert.Equal(ErrorCode.MessageTooLarge, test.Append(("k", new string('x', 100))).Error);
        Assert.True(test.Append(("k", "x")).Success);
        using var segments = new TestLog(new LogConfig { SegmentBytes = 100 });
        Assert.Equal(ErrorCode.RecordListTooLarge, segments.Append(("k", new string('x', 100))).Error);
    }

    [Fact]
    public void Compacted_topics_refuse_records_without_key_by_their_numbers()
    {
        using var test = new TestLog(new LogConfig { Compact = true });
        var result = test.Append(("a", "1"), (null, "2"), ("b", null), (null, null));
        Assert.Equal(ErrorCode.InvalidRecord, result.Error);
        Assert.Equal([1, 3], result.RecordErrors!.Select(e => e.BatchIndex));
        Assert.Equal(0, test.Log.EndOffset);
        Assert.True(test.Append(("a", "1"), ("b", null)).Success);
    }

    [Fact]
    public void Timestamps_out_of_the_limits_are_refused_by_their_numbers()
    {
        using var test = new TestLog(new LogConfig { TimestampBeforeMaxMs = 1000, TimestampAfterMaxMs = 500 });
        var now = test.Clock.Now;
        Assert.True(test.AppendAt(now - 1000, ("a", "1")).Success);
        Assert.True(test.AppendAt(now + 500, ("a", "1")).Success);
        Assert.True(test.AppendAt(-1, ("a", "1")).Success);
        foreach (var wrong in new[] { now - 1001, now + 501, 0, long.MaxValue })
        {
            using var batch = TestLog.Batch(now, ("a", "1"));
            batch.Add(wrong, [1], [1]);
            var result = test.Append(batch);
            Assert.Equal(ErrorCode.InvalidTimestamp, result.Error);
            Assert.Equal(1, Assert.Single(result.RecordErrors!).BatchIndex);
        }
    }

    [Fact]
    public void A_largest_timestamp_that_is_none_is_corrected()
    {
        using var test = new TestLog();
        var now = test.Clock.Now;
        Assert.Equal(ErrorCode.None, Append(test, Change(Good(test), b => BinaryPrimitives.WriteInt64BigEndian(b.AsSpan(RecordBatchHeader.MaxTimestampOffset), now + 5))));
        Assert.Equal(new OffsetAtTime(0, now, 0), test.Log.MaxTimestamp());
        Assert.Null(test.Log.FindByTimestamp(now + 1));
    }
}
