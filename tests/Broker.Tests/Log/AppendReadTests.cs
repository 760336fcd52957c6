using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Records;
using CsCheck;

namespace Connect.Broker.Tests.Log;

public class AppendReadTests
{
    private static readonly LogConfig Small = new() { SegmentBytes = 600, IndexIntervalBytes = 100, TimestampAfterMaxMs = long.MaxValue };

    private static readonly Gen<int[]> GenBatches = Gen.Int[1, 8].Array[1, 60];

    [Fact]
    public void Reads_give_whole_batches_from_any_offset_and_in_any_size() =>
        Gen.Select(GenBatches, Gen.Int[0, 200], Gen.Int[0, 900], Gen.Bool).Sample((batches, at, maxBytes, atLeastOne) =>
        {
            using var test = new TestLog(Small);
            var model = new List<(long First, long Last)>();
            foreach (var count in batches)
            {
                var result = test.Append([.. Enumerable.Range(0, count).Select(i => ((string?)$"key{i}", (string?)new string('v', i * 5)))]);
                Assert.True(result.Success);
                Assert.Equal(model.Count == 0 ? 0 : model[^1].Last + 1, result.BaseOffset);
                model.Add((result.BaseOffset, result.LastOffset));
            }

            var end = model[^1].Last + 1;
            Assert.Equal(end, test.Log.EndOffset);
            var offset = Math.Min(at, end);
            for (var again = 0; again < 2; again++)
            {
                var read = test.Log.Read(offset, maxBytes, atLeastOne, false);
                Assert.Equal(ErrorCode.None, read.Error);
                var found = Headers(read.Records);
                var expected = model.Where(b => b.Last >= offset).ToList();
                Assert.True(expected.Take(found.Count).SequenceEqual(found.Select(f => (f.First, f.Last))));
                if (atLeastOne && expected.Count > 0) Assert.NotEmpty(found);
                if (found.Count > 1 || !atLeastOne) Assert.True(read.Records.Length <= maxBytes);
            }

            var all = test.ReadAll(offset, maxBytes);
            Assert.Equal(Enumerable.Range((int)offset, (int)(end - offset)), all.Select(e => (int)e.Offset));
        }, iter: 150);

    [Fact]
    public void A_read_takes_as_many_batches_as_fit()
    {
        using var test = new TestLog();
        var size = 0;
        for (var i = 0; i < 500; i++) test.Append(("k", "value"));
        size = test.Log.Read(0, 1, true, false).Records.Length;
        for (var n = 1; n < 400; n += 7)
        {
            Assert.Equal(n * size, test.Log.Read(3, n * size, true, false).Records.Length);
            Assert.Equal(n * size, test.Log.Read(3, (n + 1) * size - 1, true, false).Records.Length);
        }
    }

    [Fact]
    public void Offsets_out_of_range_are_refused()
    {
        using var test = new TestLog();
        test.Append(("k", "v"));
        Assert.Equal(ErrorCode.OffsetOutOfRange, test.Log.Read(-1, 100, true, false).Error);
        Assert.Equal(ErrorCode.OffsetOutOfRange, test.Log.Read(2, 100, true, false).Error);
        var end = test.Log.Read(1, 100, true, false);
        Assert.Equal((ErrorCode.None, 0, 1L), (end.Error, end.Records.Length, end.HighWatermark));
    }

    [Fact]
    public void More_segments_than_handles_can_be_read()
    {
        using var test = new TestLog(Small, handles: 4);
        for (var i = 0; i < 200; i++) test.Append(($"k{i}", new string('x', 100)));
        Assert.True(test.Files(".log").Length > 40);
        Assert.Equal(200, test.ReadAll().Count);
        Assert.Equal(200, test.ReadAll(maxBytes: 1).Count);
    }

    [Fact]
    public void Readers_and_writers_side_by_side_see_one_order()
    {
        using var test = new TestLog(new LogConfig { SegmentBytes = 20_000, IndexIntervalBytes = 200 }, handles: 8);
        var writers = Enumerable.Range(0, 3).Select(w => new Thread(() =>
        {
            for (var i = 0; i < 400; i++) test.Append(($"w{w}", $"{i}"), ("x", "y"));
        })).ToList();
        var read = new List<Entry>();
        var reader = new Thread(() =>
        {
            long offset = 0;
            while (offset < 2400) offset = Entry.Read(test.Log.Read(offset, 3000, true, false).Records, offset, read);
        });
        writers.ForEach(w => w.Start());
        reader.Start();
        writers.ForEach(w => w.Join());
        Assert.True(reader.Join(TimeSpan.FromSeconds(60)), "the reader has seen 2400 records");
        Assert.Equal(Enumerable.Range(0, 2400), read.Select(e => (int)e.Offset));
        for (var w = 0; w < 3; w++)
            Assert.Equal(Enumerable.Range(0, 400).Select(i => $"{i}"), read.Where(e => e.Key == $"w{w}").Select(e => e.Value));
    }

    [Fact]
    public void Log_append_time_replaces_the_producers_timestamps()
    {
        using var test = new TestLog(new LogConfig { LogAppendTime = true });
        var result = test.AppendAt(5, ("k", "v"), ("k2", "v"));
        Assert.Equal(test.Clock.Now, result.LogAppendTime);
        Assert.All(test.ReadAll(), e => Assert.Equal(test.Clock.Now, e.Timestamp));
    }

    [Fact]
    public void The_topics_compression_replaces_the_producers() =>
        Gen.Select(Gen.Enum<CompressionCodec>(), Gen.Enum<CompressionCodec>()).Sample((from, to) =>
        {
            using var test = new TestLog(new LogConfig { CompressionType = to });
            var batch = TestLog.Batch(test.Clock.Now, [.. Enumerable.Range(0, 50).Select(i => ((string?)$"k{i}", (string?)"value value value"))]);
            batch.Compression = from;
            Assert.True(test.Append(batch).Success);
            Assert.Equal(to, new RecordBatchHeader(Entry.Bytes(test.Log.Read(0, 1, true, false).Records)).Compression);
            Assert.Equal(50, test.ReadAll().Count);
        }, iter: 25);

    [Fact]
    public void Waiters_are_told_until_they_leave()
    {
        using var test = new TestLog();
        var told = 0;
        var other = 0;
        var first = test.Log.Moved.Register(() => told++);
        using var second = test.Log.Moved.Register(() => other++);
        test.Append(("k", "v"));
        first.Dispose();
        first.Dispose();
        test.Append(("k", "v"));
        Assert.Equal((1, 2), (told, other));
    }

    [Fact]
    public void Flush_messages_moves_the_recovery_point_before_the_answer()
    {
        using var test = new TestLog(new LogConfig { FlushMessages = 2 });
        test.Append(("k", "v"));
        Assert.Equal(0, test.Log.RecoveryPoint);
        test.Append(("k", "v"));
        Assert.Equal(2, test.Log.RecoveryPoint);
    }

    [Fact]
    public void Slices_stay_readable_when_the_log_is_deleted()
    {
        using var test = new TestLog();
        test.Append(("k", "v"));
        var slice = test.Log.Read(0, 100, true, false).Records;
        test.Log.Delete();
        Assert.False(Directory.Exists(test.Directory_));
        var entries = new List<Entry>();
        Entry.Read(slice, 0, entries);
        Assert.Equal("v", Assert.Single(entries).Value);
        Assert.Equal(ErrorCode.NotLeaderOrFollower, test.Append(("k", "v")).Error);
        Assert.Equal(ErrorCode.NotLeaderOrFollower, test.Log.Read(0, 100, true, false).Error);
    }

    private static List<(long First, long Last)> Headers(FileSlice slice)
    {
        var found = new List<(long, long)>();
        ReadOnlySpan<byte> rest = Entry.Bytes(slice);
        while (!rest.IsEmpty)
        {
            var header = new RecordBatchHeader(rest);
            found.Add((header.BaseOffset, header.LastOffset));
            rest = rest[(int)header.SizeInBytes..];
        }

        return found;
    }
}
