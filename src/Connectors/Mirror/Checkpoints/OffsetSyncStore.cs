using System.Collections.Concurrent;
using Connect.Connectors.Mirror.Formats;
using Connect.Sdk.Connectors;

namespace Connect.Connectors.Mirror.Checkpoints;

/// <summary>
/// Keeps pairs of offsets of each partition, dense near the end and ever sparser before it, and translates offsets by them
/// (<c>org.apache.kafka.connect.mirror.OffsetSyncStore</c>, KIP-545). A translated offset may be too small, never too large: records may be seen twice, none is missed.
/// </summary>
/// <remarks>
/// Of the 64 places the first has the latest pair, and for each pair i of places i &lt; j holds: what is at j is at most 2^j - 2^i before what is at i (so that it is
/// recent enough), and, unless it is the same pair, at least 2^(i-2) before it (so that places are not wasted).
/// </remarks>
internal sealed class OffsetSyncStore
{
    private const int Places = 64;

    private readonly ConcurrentDictionary<TopicPartition, OffsetSync[]> _syncs = new();
    private bool _takesOnlyLast = true;
    private volatile bool _isRead;

    /// <summary>What comes of a translation when the offset is before all pairs that are kept.</summary>
    public const long TooOld = -1;

    /// <summary>Before the pairs that are there already are read.</summary>
    /// <param name="hasCheckpoints">Whether earlier checkpoints are known: else a pair older than theirs could turn a group back, and only the latest may be used.</param>
    public void Start(bool hasCheckpoints) => _takesOnlyLast = !hasCheckpoints;

    /// <summary>The pairs that were there are read: translations count from here on.</summary>
    public void MarkRead() => _isRead = true;

    /// <summary>Takes the next pair.</summary>
    public void Add(OffsetSync sync) => _syncs.AddOrUpdate(sync.Partition, _ => Filled(sync), (_, syncs) => Updated(syncs, sync));

    /// <summary>The offset on the target; null if nothing is known of the partition, <see cref="TooOld"/> if not that far back.</summary>
    public long? Translate(TopicPartition partition, long upstream)
    {
        if (!_isRead || !_syncs.TryGetValue(partition, out var syncs)) return null;
        var latest = Array.Find(syncs, s => s.UpstreamOffset <= upstream);
        if (latest is null) return TooOld;
        // How many records came after the pair on either side is not known: only that the next one is after it.
        return latest.DownstreamOffset + (latest.UpstreamOffset == upstream ? 0 : 1);
    }

    private static OffsetSync[] Filled(OffsetSync sync)
    {
        var syncs = new OffsetSync[Places];
        Array.Fill(syncs, sync);
        return syncs;
    }

    private OffsetSync[] Updated(OffsetSync[] before, OffsetSync sync)
    {
        // Went the offsets back, nothing earlier is true any more.
        if ((_takesOnlyLast && !_isRead) || sync.UpstreamOffset < before[0].UpstreamOffset) return Filled(sync);
        var syncs = (OffsetSync[])before.Clone();
        var replacement = sync;
        var next = 0;
        syncs[0] = sync;
        for (var place = 1; place < Places; place++)
        {
            // An old pair that fits here is better than the new one again: more different pairs are kept.
            bool skip;
            do
            {
                var old = before[next];
                var isApart = IsApart(syncs[place - 1], old, place - 1);
                var fits = isApart && IsRecent(syncs[place - 1], old, place - 1, place) && (place + 1 >= Places || IsApart(old, syncs[place + 1], place));
                skip = !isApart || (next + 1 < Places && ReferenceEquals(old, before[next + 1]));
                if (fits) replacement = old;
                if (fits || skip) next++;
            }
            while (next < place && skip);

            // What was here may stay, and then all behind it, too.
            if (IsRecent(syncs[place - 1], syncs[place], place - 1, place)) break;
            syncs[place] = replacement;
        }

        return syncs;
    }

    private static bool IsRecent(OffsetSync before, OffsetSync after, int i, int j)
    {
        var bound = unchecked(after.UpstreamOffset + (1L << j) - (1L << i));
        return ReferenceEquals(before, after) || bound < 0 || before.UpstreamOffset <= bound;
    }

    private static bool IsApart(OffsetSync before, OffsetSync after, int i)
    {
        var bound = unchecked(after.UpstreamOffset + (1L << Math.Max(i - 2, 0)));
        return ReferenceEquals(before, after) || (bound >= 0 && before.UpstreamOffset >= bound);
    }
}
