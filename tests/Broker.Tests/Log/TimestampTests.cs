using Connect.Broker.Log;
using Connect.Broker.Records;
using CsCheck;

namespace Connect.Broker.Tests.Log;

public class TimestampTests
{
    private static readonly LogConfig Small = new() { SegmentBytes = 900, IndexIntervalBytes = 60, SegmentMs = long.MaxValue };

    [Fact]
    public void Searches_find_the_exact_record() =>
        Gen.Select(Gen.Select(Gen.Int[0, 60].Array[1, 6], Gen.Enum<CompressionCodec>()).Array[1, 40], Gen.Int[0, 30], Gen.Bool).Sample((batches, start, reopen) =>
        {
            using var test = new TestLog(Small);
            var model = new List<long>();
            foreach (var (timestamps, codec) in batches)
            {
                using var batch = new RecordBatchBuilder { Compression = codec };
                foreach (var timestamp in timestamps) batch.Add(timestamp, [1, 2, 3], [4]);
                Assert.True(test.Append(batch).Success);
                model.AddRange(timestamps.Select(t => (long)t));
            }

            if (start < model.Count) test.Log.DeleteRecordsBefore(start, out _);
            if (reopen) test.Reopen();
            var first = (int)test.Log.StartOffset;
            for (var timestamp = -1; timestamp <= 61; timestamp++)
            {
                var expected = model.FindIndex(first, t => t >= timestamp);
                Assert.Equal(expected < 0 ? null : new OffsetAtTime(expected, model[expected], 0), test.Log.FindByTimestamp(timestamp));
            }

            var max = model.Skip(first).DefaultIfEmpty(-1).Max();
            Assert.Equal(first == model.Count ? null : new OffsetAtTime(model.FindIndex(first, t => t == max), max, 0), test.Log.MaxTimestamp());
        }, iter: 100);
}
