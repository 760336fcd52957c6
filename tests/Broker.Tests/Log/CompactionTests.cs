using Connect.Broker.Log;
using Connect.Broker.Records;
using CsCheck;

namespace Connect.Broker.Tests.Log;

public class CompactionTests
{
    private static readonly LogConfig Compacted = new()
    {
        Compact = true,
        Delete = false,
        SegmentBytes = 700,
        IndexIntervalBytes = 100,
        MinCleanableDirtyRatio = 0,
        DeleteRetentionMs = 500,
    };

    /// <summary>A step: who writes (0 nobody in particular, 1 and 2 in transactions), what, or what else happens.</summary>
    internal sealed record Step(int Producer, (int Key, int? Value)[] Records, int Codec, int What, int Wait);

    private static readonly Gen<Step> GenStep = Gen.Select(
        Gen.Int[0, 2],
        Gen.Select(Gen.Int[0, 5], Gen.OneOf(Gen.Int[0, 999].Select(v => (int?)v), Gen.Const((int?)null))).Array[1, 5],
        Gen.Int[0, 4],
        Gen.Int[0, 9],
        Gen.Int[0, 200],
        (producer, records, codec, what, wait) => new Step(producer, records, codec, what, wait));

    [Fact]
    public void Compaction_keeps_the_last_value_of_each_key_at_its_offset() =>
        GenStep.Array[1, 120].Sample(steps =>
        {
            using var test = new TestLog(Compacted);
            var model = new Model(test);
            foreach (var step in steps) model.Run(step, compact: true);
            model.Check();
            var reads = test.Consume();
            var producers = Sequences(test);
            test.OpenAfterKill();
            Assert.Equal(reads, test.Consume());
            Assert.Equal(producers, Sequences(test));
            test.Reopen();
            Assert.Equal(reads, test.Consume());

            // With every checkpoint lost all is read again; what compaction left must be enough to know everything.
            test.Open(default);
            Assert.Equal(reads, test.Consume());
            Assert.Equal(producers, Sequences(test));
            model.Check();
        }, iter: 100);

    [Fact]
    public void Few_keys_in_memory_take_more_runs_and_give_the_same() =>
        GenStep.Array[20, 80].Sample(steps =>
        {
            using var test = new TestLog(Compacted);
            var model = new Model(test);
            foreach (var step in steps) model.Run(step, compact: false);
            for (var runs = 0; test.Log.Compact(new CompactionBudget(64)); runs++)
            {
                model.Check();
                Assert.True(runs < 1000, "compaction comes to an end");
            }

            model.CheckCompacted();
        }, iter: 25);

    [Fact]
    public void A_crash_at_any_file_operation_loses_nothing() =>
        Gen.Select(GenStep.Array[30, 100], Gen.Int[0, 60], Gen.Bool).Sample((steps, operations, flushed) =>
        {
            var files = new FailingHandles();
            using var test = new TestLog(Compacted, files: files);
            var model = new Model(test);
            foreach (var step in steps) model.Run(step, compact: false);
            files.Left = operations;
            test.Log.Compact(new CompactionBudget(1 << 12));
            files.Left = int.MaxValue;
            test.Open(flushed ? new LogCheckpoint(false, test.Log.RecoveryPoint, 0) : default);
            model.Check();
            Assert.DoesNotContain(test.Files(), f => f.EndsWith(".cleaned", StringComparison.Ordinal) || f.EndsWith(".swap", StringComparison.Ordinal));
            while (test.Log.Compact(new CompactionBudget())) model.Check();
            model.CheckCompacted();
        }, iter: 150);

    [Fact]
    public void Tombstones_stay_for_delete_retention_ms_and_go_with_the_next_run()
    {
        using var test = new TestLog(Compacted with { SegmentMs = 100 });
        void Roll()
        {
            test.Clock.Now += 101;
            test.Append(("other", $"{test.Clock.Now}"));
            test.Clock.Now += 101;
            test.Append(("other", $"{test.Clock.Now}"));
        }

        test.Append(("a", "1"), ("b", "1"));
        test.Append(("a", null));
        Roll();
        Assert.True(test.Log.Compact(new CompactionBudget()));
        Assert.Equal([(1L, "b"), (2L, "a")], test.ReadAll().Take(2).Select(e => (e.Offset, e.Key!)));
        Roll();
        Assert.True(test.Log.Compact(new CompactionBudget()));
        Assert.Contains(test.ReadAll(), e => e.Key == "a");
        test.Clock.Now += 500;
        Roll();
        Assert.True(test.Log.Compact(new CompactionBudget()));
        Assert.DoesNotContain(test.ReadAll(), e => e.Key == "a");
        Assert.Contains(test.ReadAll(), e => e is { Key: "b", Offset: 1 });
    }

    [Fact]
    public void Only_closed_segments_that_are_old_enough_are_cleaned()
    {
        using var test = new TestLog(Compacted with { MinCompactionLagMs = 1000, SegmentMs = 100 });
        test.Append(("a", "1"));
        test.Append(("a", "2"));
        Assert.False(test.Log.Compact(new CompactionBudget()));
        test.Clock.Now += 200;
        test.Append(("a", "3"));
        Assert.False(test.Log.Compact(new CompactionBudget()));
        test.Clock.Now += 801;
        Assert.True(test.Log.Compact(new CompactionBudget()));
        Assert.Equal([1L, 2], test.ReadAll().Select(e => e.Offset));
        Assert.False(test.Log.Compact(new CompactionBudget()));
    }

    [Fact]
    public void Little_dirt_waits_until_it_is_too_old()
    {
        using var test = new TestLog(Compacted with { MinCleanableDirtyRatio = 0.9, MaxCompactionLagMs = 10_000 });
        for (var i = 0; i < 40; i++) test.Append(($"{i}", new string('x', 50)));
        Assert.True(test.Log.Compact(new CompactionBudget()));
        for (var i = 0; i < 20; i++) test.Append(("a", new string('x', 50)));
        Assert.False(test.Log.Compact(new CompactionBudget()));
        test.Clock.Now += 10_001;
        Assert.True(test.Log.Compact(new CompactionBudget()));
    }

    [Fact]
    public void A_producers_last_batch_stays_known_when_its_records_are_gone()
    {
        using var test = new TestLog(Compacted);
        test.AppendFrom(7, 0, 0, 2);
        for (var i = 0; i < 30; i++) test.Append(("k0", $"{i}"), ("k1", "x"));
        Assert.True(test.Log.Compact(new CompactionBudget()));
        Assert.DoesNotContain(test.ReadAll(), e => e.ProducerId == 7);
        test.Open(default);
        Assert.True(test.AppendFrom(7, 0, 0, 2).Duplicate);
        Assert.True(test.AppendFrom(7, 0, 2).Success);
    }

    [Fact]
    public void Aborted_records_and_then_their_markers_go()
    {
        using var test = new TestLog(Compacted);
        void Fill()
        {
            for (var i = 0; i < 30; i++) test.Append(("filler", $"{test.Log.EndOffset}"));
        }

        test.Append(("k0", "kept"));
        test.AppendFrom(7, 0, 0, 1, transactional: true);
        test.Log.AppendControl(7, 0, commit: false, 0);
        test.AppendFrom(7, 0, 1, 1);
        Fill();
        Assert.True(test.Log.Compact(new CompactionBudget()));
        Assert.Contains(test.ReadAll(), e => e.Control);
        Assert.DoesNotContain(test.ReadAll(), e => e.Offset == 1);
        Fill();
        Assert.True(test.Log.Compact(new CompactionBudget()));
        Assert.Contains(test.ReadAll(), e => e.Control);
        test.Clock.Now += 501;
        Fill();
        Assert.True(test.Log.Compact(new CompactionBudget()));
        Assert.DoesNotContain(test.ReadAll(), e => e.Control);
    }

    [Fact]
    public void Readers_go_on_while_segments_are_replaced()
    {
        using var test = new TestLog(Compacted with { SegmentBytes = 2000 }, handles: 8);
        var stop = false;
        var writer = new Thread(() =>
        {
            for (var i = 0; i < 4000; i++) test.Append(($"{i % 13}", $"{i}"));
            Volatile.Write(ref stop, true);
        });
        var cleaner = new Thread(() =>
        {
            var budget = new CompactionBudget();
            while (!Volatile.Read(ref stop)) test.Log.Compact(budget);
        });
        writer.Start();
        cleaner.Start();
        while (!Volatile.Read(ref stop))
        {
            foreach (var entry in test.ReadAll(maxBytes: 3000)) Assert.Equal(entry.Offset, long.Parse(entry.Value!, System.Globalization.CultureInfo.InvariantCulture));
        }

        writer.Join();
        cleaner.Join();
        var map = test.ReadAll().GroupBy(e => e.Key).ToDictionary(g => g.Key!, g => g.Last().Offset);
        for (var k = 0; k < 13; k++) Assert.Equal(3999 - (3999 - k) % 13, map[$"{k}"]);
    }

    private static string Sequences(TestLog test) =>
        string.Join('\n', test.Log.ActiveProducers().OrderBy(p => p.ProducerId).Select(p => (p.ProducerId, p.Epoch, p.LastSequence, p.TransactionStart)));

    private sealed class FailingHandles() : FileHandles(64)
    {
        public int Left { get; set; } = int.MaxValue;

        public override void Move(string from, string to)
        {
            Count();
            base.Move(from, to);
        }

        public override void Delete(string path)
        {
            Count();
            base.Delete(path);
        }

        private void Count()
        {
            if (Left == 0) throw new IOException("the process is gone");
            Left--;
        }
    }

    private sealed class Model(TestLog test)
    {
        private readonly int[] _sequences = new int[3];
        private readonly Dictionary<int, List<Entry>> _open = [];
        private readonly SortedDictionary<long, Entry> _records = [];

        public void Run(Step step, bool compact)
        {
            test.Clock.Now += step.Wait;
            if (step.What == 0 && compact)
            {
                test.Log.Compact(new CompactionBudget());
                Check();
            }
            else if (step.What is 1 or 2 && step.Producer > 0)
            {
                var commit = step.What == 1;
                Assert.True(test.Log.AppendControl(step.Producer, 0, commit, 0).Success);
                if (_open.Remove(step.Producer, out var records) && commit)
                    foreach (var record in records) _records[record.Offset] = record;
            }
            else
            {
                Append(step);
            }
        }

        /// <summary>All that is delivered was written there, in order, and gives the same last values.</summary>
        public void Check()
        {
            var delivered = test.Consume();
            for (var i = 1; i < delivered.Count; i++) Assert.True(delivered[i - 1].Offset < delivered[i].Offset);
            foreach (var entry in delivered) Assert.Equal(_records[entry.Offset], entry);
            Assert.Equal(Last(_records.Values.Where(r => r.Offset < test.Log.StableOffset)), Last(delivered));
        }

        /// <summary>Nothing is there twice but in the segments that cannot be cleaned.</summary>
        public void CheckCompacted()
        {
            Check();
            var closed = test.Files(".log").Select(f => long.Parse(Path.GetFileNameWithoutExtension(f), System.Globalization.CultureInfo.InvariantCulture)).ToList();
            var end = closed.Where(b => b <= Math.Min(test.Log.StableOffset, closed[^1])).Max();
            var cleaned = test.ReadAll().Where(e => e.Offset < end && !e.Control).ToList();
            Assert.Equal(cleaned.Count, cleaned.DistinctBy(e => e.Key).Count());
        }

        private static string Last(IEnumerable<Entry> entries)
        {
            var last = new SortedDictionary<string, string>();
            foreach (var entry in entries)
            {
                if (entry.Value is null) last.Remove(entry.Key!);
                else last[entry.Key!] = $"{entry.Value}@{entry.Offset}";
            }

            return string.Join(' ', last);
        }

        private void Append(Step step)
        {
            using var batch = new RecordBatchBuilder
            {
                Compression = (CompressionCodec)step.Codec,
                ProducerId = step.Producer == 0 ? -1 : step.Producer,
                ProducerEpoch = (short)(step.Producer == 0 ? -1 : 0),
                BaseSequence = step.Producer == 0 ? -1 : _sequences[step.Producer],
                Transactional = step.Producer > 0,
            };
            foreach (var (key, value) in step.Records) batch.Add(test.Clock.Now, TestLog.Bytes($"{key}"), TestLog.Bytes(value is null ? null : $"{value}"));
            var result = test.Append(batch);
            Assert.True(result.Success, result.Message);
            _sequences[step.Producer] += step.Records.Length;
            var written = step.Records.Select((r, i) => new Entry(
                result.BaseOffset + i, test.Clock.Now, $"{r.Key}", r.Value is null ? null : $"{r.Value}", batch.ProducerId, false, batch.Transactional));
            if (step.Producer == 0)
                foreach (var entry in written) _records[entry.Offset] = entry;
            else if (_open.TryGetValue(step.Producer, out var open)) open.AddRange(written);
            else _open[step.Producer] = [.. written];
        }
    }
}
