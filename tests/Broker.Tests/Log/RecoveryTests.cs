using System.Buffers.Binary;
using Connect.Broker.Log;
using CsCheck;
using Microsoft.Win32.SafeHandles;

namespace Connect.Broker.Tests.Log;

public class RecoveryTests
{
    private static readonly LogConfig Small = new() { SegmentBytes = 700, IndexIntervalBytes = 100 };

    private enum Step
    {
        Plain,
        Idempotent,
        Transactional,
        Commit,
        Abort,
        Flush,
    }

    private static readonly Gen<(Step Step, int Producer)[]> GenSteps = Gen.Select(Gen.Enum<Step>(), Gen.Int[1, 3]).Array[1, 60];

    [Fact]
    public void After_a_clean_stop_all_is_as_before() =>
        GenSteps.Sample(steps =>
        {
            using var test = new TestLog(Small);
            Run(test, steps);
            var before = test.State();
            var files = Sizes(test);
            test.Reopen();
            Assert.Equal(before, test.State());
            Assert.Equal(files[".log"], Sizes(test)[".log"]);
        }, iter: 60);

    [Fact]
    public void After_a_kill_all_is_as_before() =>
        GenSteps.Sample(steps =>
        {
            using var test = new TestLog(Small);
            Run(test, steps);
            var before = test.State();
            test.OpenAfterKill();
            Assert.Equal(before, test.State());
            test.Reopen();
            Assert.Equal(before, test.State());
        }, iter: 60);

    [Fact]
    public void Any_cut_of_the_tail_leaves_what_was_before_it() =>
        Gen.Select(GenSteps, Gen.Int[1, 2000], Gen.Bool).Sample((steps, cut, flip) =>
        {
            using var test = new TestLog(Small);
            Run(test, [.. steps.Where(s => s.Step != Step.Flush)]);
            var all = test.ReadAll();
            var producers = test.Log.ActiveProducers().Count;
            var recoveryPoint = 0L;

            // The last file is damaged at a place that may be in the middle of a batch, and what was not written with it is gone.
            var active = test.Files(".log")[^1];
            var length = new FileInfo(active).Length;
            if (length == 0) return;
            var at = Math.Max(0, length - cut);
            using (var file = File.OpenHandle(active, FileMode.Open, FileAccess.ReadWrite))
            {
                if (!flip) RandomAccess.SetLength(file, at);
                else
                {
                    var one = new byte[1];
                    var place = UnderChecksum(file, Math.Min(at, length - 1));
                    RandomAccess.Read(file, one, place);
                    one[0] ^= 0x10;
                    RandomAccess.Write(file, one, place);
                }
            }

            test.Open(new LogCheckpoint(false, recoveryPoint, 0));
            var left = test.ReadAll();
            Assert.Equal(all.Take(left.Count), left);
            Assert.Equal(left.Count == 0 ? 0 : left[^1].Offset + 1, test.Log.EndOffset);
            Assert.True(test.Log.ActiveProducers().Count <= producers);
            Assert.True(new FileInfo(active).Length <= length);

            // It goes on from there, and what it says now survives as well.
            Assert.Equal(test.Log.EndOffset, test.Append(("after", "it")).BaseOffset);
            var state = test.State();
            test.OpenAfterKill();
            Assert.Equal(state, test.State());
        }, iter: 150);

    [Fact]
    public void Missing_indexes_are_made_anew()
    {
        using var test = new TestLog(Small);
        for (var i = 0; i < 100; i++) test.Append(($"k{i}", "value"));
        var before = test.State();
        test.Log.Close();
        foreach (var file in test.Files("index")) File.Delete(file);
        test.Open(new LogCheckpoint(true, test.Log.RecoveryPoint, 0));
        Assert.Equal(before, test.State());
        Assert.Equal(100, test.ReadAll(maxBytes: 100).Count);
        Assert.NotEmpty(test.Files("index"));
    }

    [Fact]
    public void Recovery_makes_the_indexes_that_appending_made() =>
        GenSteps.Sample(steps =>
        {
            using var test = new TestLog(Small);
            Run(test, steps);
            test.Log.Close();
            var before = Indexes(test);
            test.Open(new LogCheckpoint(false, 0, 0));
            test.Log.Close();
            Assert.Equal(before, Indexes(test));
        }, iter: 40);

    [Fact]
    public void A_start_behind_the_end_begins_anew_there()
    {
        using var test = new TestLog();
        test.Append(("k", "v"));
        test.Open(new LogCheckpoint(false, 0, 17));
        Assert.Equal((17, 17), (test.Log.StartOffset, test.Log.EndOffset));
        Assert.Equal(17, test.Append(("k", "v")).BaseOffset);
    }

    /// <summary>The base offset and the leader epoch of a batch lie outside its checksum; damage there cannot be seen, in Kafka either.</summary>
    private static long UnderChecksum(SafeFileHandle file, long place)
    {
        var header = new byte[12];
        for (var batch = 0L; ;)
        {
            RandomAccess.Read(file, header, batch);
            var next = batch + 12 + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(8));
            if (place < next) return place - batch is < 8 or (>= 12 and < 16) ? batch + 21 : place;
            batch = next;
        }
    }

    private static void Run(TestLog test, (Step Step, int Producer)[] steps)
    {
        var sequences = new int[4];
        foreach (var (step, producer) in steps)
        {
            test.Clock.Now += 10;
            var open = test.Log.HasOpenTransaction(producer);
            switch (step)
            {
                case Step.Plain:
                    Assert.True(test.Append(("a", "b"), ("c", "d")).Success);
                    break;
                case Step.Idempotent:
                case Step.Transactional:
                    var result = test.AppendFrom(producer, 0, sequences[producer], 2, transactional: open || step == Step.Transactional);
                    Assert.True(result.Success, result.Message);
                    sequences[producer] += 2;
                    break;
                case Step.Commit:
                case Step.Abort:
                    Assert.True(test.Log.AppendControl(producer, 0, step == Step.Commit, 1).Success);
                    break;
                default:
                    test.Log.Flush();
                    break;
            }
        }
    }

    private static Dictionary<string, long> Sizes(TestLog test) => test.Files().GroupBy(Path.GetExtension).ToDictionary(g => g.Key!, g => g.Sum(f => new FileInfo(f).Length));

    private static string Indexes(TestLog test) => string.Join('\n', test.Files()
        .Where(f => !f.EndsWith(".log", StringComparison.Ordinal) && !f.EndsWith(".snapshot", StringComparison.Ordinal) && new FileInfo(f).Length > 0)
        .Select(f => Path.GetFileName(f) + Convert.ToHexString(File.ReadAllBytes(f))));
}
