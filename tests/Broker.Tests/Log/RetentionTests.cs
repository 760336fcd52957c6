using Connect.Broker.Log;
using Connect.Broker.Protocol;

namespace Connect.Broker.Tests.Log;

public class RetentionTests
{
    [Fact]
    public void Records_older_than_retention_ms_go_even_from_the_active_segment()
    {
        using var test = new TestLog(new LogConfig { RetentionMs = 1000 });
        for (var i = 0; i < 20; i++) test.Append(("k", $"{i}"));
        test.Clock.Now += 1000;
        test.Log.ApplyRetention();
        Assert.Equal(0, test.Log.StartOffset);
        test.Clock.Now += 1;
        var told = 0;
        using var wait = test.Log.Moved.Register(() => told++);
        test.Log.ApplyRetention();
        Assert.Equal((20, 20, 1), (test.Log.StartOffset, test.Log.EndOffset, told));
        Assert.Single(test.Files(".log"));
        Assert.Equal(20, test.Append(("k", "v")).BaseOffset);
        Assert.Equal(ErrorCode.OffsetOutOfRange, test.Log.Read(19, 100, true, false).Error);
        test.OpenAfterKill();
        Assert.Equal((20, 21), (test.Log.StartOffset, test.Log.EndOffset));
    }

    [Fact]
    public void Segments_are_closed_by_the_time_between_their_records()
    {
        using var test = new TestLog(new LogConfig { RetentionMs = 1000, SegmentMs = 300 });
        for (var i = 0; i < 20; i++) test.Append(("k", $"{i}"));
        test.Clock.Now += 600;
        test.Append(("k", "last"));
        Assert.Equal(2, test.Files(".log").Length);
        test.Clock.Now += 600;
        test.Log.ApplyRetention();
        Assert.Equal((20, 21), (test.Log.StartOffset, test.Log.EndOffset));
    }

    [Fact]
    public void Retention_by_size_removes_whole_segments_and_leaves_the_size()
    {
        using var test = new TestLog(new LogConfig { SegmentBytes = 1000, RetentionBytes = 3000, RetentionMs = -1 });
        for (var i = 0; i < 60; i++) test.Append(("k", new string('x', 100)));
        var before = test.Log.SizeInBytes;
        test.Log.ApplyRetention();
        Assert.InRange(test.Log.SizeInBytes, 3000, 4000);
        Assert.True(test.Log.StartOffset > 0 && before > 6000);
        Assert.Equal(test.Log.SizeInBytes, test.Files(".log").Sum(f => new FileInfo(f).Length));
        Assert.Equal(60 - test.Log.StartOffset, test.ReadAll().Count);
    }

    [Fact]
    public void Compacted_topics_keep_what_is_old()
    {
        using var test = new TestLog(new LogConfig { Compact = true, Delete = false, RetentionMs = 1, RetentionBytes = 1 });
        test.Append(("k", "v"));
        test.Clock.Now += 10_000;
        test.Log.ApplyRetention();
        Assert.Single(test.ReadAll());
        Assert.Equal(ErrorCode.PolicyViolation, test.Log.DeleteRecordsBefore(1, out _));
    }

    [Fact]
    public void Deleted_records_are_gone_at_once_and_their_segments_at_the_next_look()
    {
        using var test = new TestLog(new LogConfig { SegmentBytes = 300 });
        for (var i = 0; i < 20; i++) test.Append(("k", new string('x', 50)));
        var segments = test.Files(".log").Length;
        Assert.Equal(ErrorCode.None, test.Log.DeleteRecordsBefore(13, out var low));
        Assert.Equal((13, 13), (low, test.Log.StartOffset));
        Assert.Equal(13, test.ReadAll()[0].Offset);
        Assert.Equal(ErrorCode.OffsetOutOfRange, test.Log.Read(12, 100, true, false).Error);
        Assert.Equal(ErrorCode.None, test.Log.DeleteRecordsBefore(5, out low));
        Assert.Equal(13, low);
        Assert.Equal(ErrorCode.OffsetOutOfRange, test.Log.DeleteRecordsBefore(21, out _));
        Assert.Equal(ErrorCode.OffsetOutOfRange, test.Log.DeleteRecordsBefore(-2, out _));
        test.Log.ApplyRetention();
        Assert.True(test.Files(".log").Length < segments);
        test.OpenAfterKill();
        Assert.Equal((13, 20), (test.Log.StartOffset, test.Log.EndOffset));
        Assert.Equal(ErrorCode.None, test.Log.DeleteRecordsBefore(-1, out low));
        Assert.Equal(20, low);
        Assert.Empty(test.ReadAll());
    }

    [Fact]
    public void Readers_go_on_while_retention_and_writers_work()
    {
        using var test = new TestLog(new LogConfig { SegmentBytes = 500, RetentionBytes = 2000, IndexIntervalBytes = 100 }, handles: 6);
        var stop = false;
        var writer = new Thread(() =>
        {
            for (var i = 0; i < 3000; i++) test.Append(($"{i}", new string('x', 60)));
            Volatile.Write(ref stop, true);
        });
        var retention = new Thread(() =>
        {
            while (!Volatile.Read(ref stop)) test.Log.ApplyRetention();
        });
        writer.Start();
        retention.Start();
        long offset = 0;
        while (offset < 3000)
        {
            var read = test.Log.Read(offset, 700, true, true);
            if (read.Error == ErrorCode.OffsetOutOfRange) offset = read.StartOffset;
            else offset = Entry.Read(read.Records, offset, []);
        }

        writer.Join();
        retention.Join();
        Assert.Equal(3000, test.Log.EndOffset);
    }
}
