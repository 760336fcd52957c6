using Connect.Connectors.Mirror.Checkpoints;
using Connect.Connectors.Mirror.Formats;
using Connect.Sdk.Connectors;

namespace Connect.Connectors.Mirror.Tests;

/// <summary>Translated offsets may be too small, never too large, against a model that forgets nothing.</summary>
public sealed class OffsetSyncStoreTests
{
    private static readonly TopicPartition Partition = new("t", 0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_translation_is_never_ahead_of_what_was_copied(int seed)
    {
        var random = new Random(seed);
        var store = Started();
        var copied = new List<OffsetSync>();
        long upstream = 0, downstream = 0;
        for (var i = 0; i < 2000; i++)
        {
            // Records are left out on either side: aborted ones there, markers of transactions here.
            upstream += random.Next(1, 50);
            downstream += random.Next(1, 50);
            var sync = new OffsetSync(Partition, upstream, downstream);
            copied.Add(sync);
            store.Add(sync);
            for (var ask = 0; ask < 5; ask++)
            {
                var offset = random.NextInt64(0, upstream + 20);
                var translated = store.Translate(Partition, offset);
                Assert.NotNull(translated);
                // The record at the offset, or the next that was copied, is where a reader of the copy may go on at most.
                var next = copied.Find(s => s.UpstreamOffset >= offset);
                if (next is not null) Assert.True(translated <= next.DownstreamOffset, $"{offset} became {translated}, beyond {next}");
                else Assert.True(translated <= downstream + 1);
            }

            Assert.Equal(downstream, store.Translate(Partition, upstream));
        }
    }

    [Fact]
    public void Old_offsets_are_translated_less_exactly_the_older_they_are_but_are_translated()
    {
        var store = Started();
        for (var i = 0; i < 100_000; i++) store.Add(new OffsetSync(Partition, i, i));
        foreach (var back in (int[])[1, 10, 100, 1000, 10_000, 90_000])
        {
            var translated = store.Translate(Partition, 100_000 - back);
            Assert.InRange(translated!.Value, 100_000 - (4 * back) - 4, 100_000 - back);
        }
    }

    [Fact]
    public void Nothing_is_translated_before_the_pairs_are_read_and_nothing_old_after_the_offsets_went_back()
    {
        var store = new OffsetSyncStore();
        store.Start(hasCheckpoints: true);
        store.Add(new OffsetSync(Partition, 100, 200));
        Assert.Null(store.Translate(Partition, 100));
        store.MarkRead();
        Assert.Equal(200, store.Translate(Partition, 100));
        Assert.Equal(201, store.Translate(Partition, 101));
        Assert.Equal(OffsetSyncStore.TooOld, store.Translate(Partition, 99));
        Assert.Null(store.Translate(new TopicPartition("t", 1), 100));

        store.Add(new OffsetSync(Partition, 50, 300));
        Assert.Equal(301, store.Translate(Partition, 100));
        Assert.Equal(OffsetSyncStore.TooOld, store.Translate(Partition, 49));
    }

    [Fact]
    public void Without_earlier_checkpoints_only_the_last_pair_of_those_that_are_there_counts()
    {
        var store = new OffsetSyncStore();
        store.Start(hasCheckpoints: false);
        store.Add(new OffsetSync(Partition, 100, 200));
        store.Add(new OffsetSync(Partition, 150, 250));
        store.MarkRead();
        Assert.Equal(OffsetSyncStore.TooOld, store.Translate(Partition, 120));
        Assert.Equal(250, store.Translate(Partition, 150));
    }

    private static OffsetSyncStore Started()
    {
        var store = new OffsetSyncStore();
        store.Start(hasCheckpoints: true);
        store.MarkRead();
        return store;
    }
}
