using Connect.Broker.Transactions;
using CsCheck;

namespace Connect.Broker.Tests.Transactions;

public sealed class ProducerIdSourceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-pid-").FullName;

    private string File => Path.Combine(_folder, "producer-ids");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Ids_rise_from_zero_and_are_never_repeated_however_often_the_broker_is_restarted()
    {
        var last = -1L;
        for (var start = 0; start < 5; start++)
        {
            var source = ProducerIdSource.Open(File);
            for (var i = 0; i < ProducerIdSource.BlockSize + 7; i++)
            {
                var id = source.Next();
                Assert.True(id > last, $"{id} after {last}");
                if (start == 0) Assert.Equal(i, id);
                last = id;
            }
        }
    }

    [Fact]
    public void A_mark_that_is_torn_anywhere_does_not_repeat_ids() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 15], Gen.Byte).Sample((starts, cut, garbage) =>
        {
            var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
            for (var i = 0; i < starts; i++) ProducerIdSource.Open(path).Next();
            var before = System.IO.File.ReadAllBytes(path);
            var last = ProducerIdSource.Open(path).Next();
            var after = System.IO.File.ReadAllBytes(path);

            // The write of this last mark never got further than a part of it; then its ids were not given out.
            var slot = Enumerable.Range(0, 2).First(s => !Slot(before, s).SequenceEqual(Slot(after, s)));
            var torn = new byte[Math.Max(before.Length, slot * 16 + cut)];
            before.CopyTo(torn, 0);
            for (var i = 0; i < cut; i++) torn[slot * 16 + i] = after[slot * 16 + i];
            if (cut < 8 && slot * 16 + 15 < torn.Length) torn[slot * 16 + 15] = garbage;
            System.IO.File.WriteAllBytes(path, torn);
            Assert.Equal(last, ProducerIdSource.Open(path).Next());
        }, iter: 200, threads: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    public void A_file_that_was_only_begun_counts_as_none(int length)
    {
        System.IO.File.WriteAllBytes(File, new byte[length]);
        Assert.Equal(0, ProducerIdSource.Open(File).Next());
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        System.IO.File.WriteAllText(File, "this is something else, and long enough");
        var refusal = Assert.Throws<InvalidDataException>(() => ProducerIdSource.Open(File));
        Assert.Contains("producer-ids", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_met_elsewhere_are_passed_over()
    {
        var source = ProducerIdSource.Open(File);
        Assert.Equal(0, source.Next());
        source.SkipTo(-1);
        Assert.Equal(1, source.Next());
        source.SkipTo(5);
        Assert.Equal(6, source.Next());
        source.SkipTo(123_456);
        Assert.Equal(123_457, source.Next());
        Assert.True(ProducerIdSource.Open(File).Next() > 123_457);
    }

    [Fact]
    public void Many_at_once_get_different_ids()
    {
        var source = ProducerIdSource.Open(File);
        var ids = new long[4][];
        Parallel.For(0, ids.Length, t => ids[t] = [.. Enumerable.Range(0, 1500).Select(_ => source.Next())]);
        Assert.Equal(6000, ids.SelectMany(i => i).Distinct().Count());
    }

    private static ReadOnlySpan<byte> Slot(byte[] file, int slot) =>
        file.Length <= slot * 16 ? [] : file.AsSpan(slot * 16, Math.Min(16, file.Length - slot * 16));
}
