using System.Runtime.CompilerServices;
using Connect.Broker.Protocol;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

internal sealed partial class PartitionLog
{
    private Hints _hints;
    private int _nextHint;

    /// <summary>
    /// Whole batches from the one that has <paramref name="offset"/> on, as many as fit; the first one in any case where
    /// <paramref name="atLeastOneBatch"/> says so. With <paramref name="readCommitted"/> nothing at or behind the stable offset.
    /// </summary>
    public ReadResult Read(long offset, int maxBytes, bool atLeastOneBatch, bool readCommitted)
    {
        while (true)
        {
            var view = View;
            if (IsClosed) return new ReadResult(ErrorCode.NotLeaderOrFollower, default, -1, -1, -1, null);
            if (offset < view.Start || offset > view.End) return new ReadResult(ErrorCode.OffsetOutOfRange, default, view.End, view.Stable, view.Start, null);
            var request = new ReadRequest(offset, readCommitted ? view.Stable : view.End, maxBytes, atLeastOneBatch);
            try
            {
                var found = Find(view, request, out var index);
                IReadOnlyList<AbortedTransaction>? aborted = null;
                if (readCommitted) aborted = found.Slice.Length == 0 ? [] : AbortedIn(view, index, offset, found.NextOffset);
                if (IsOutdated(view, index, readCommitted ? view.Segments.Length : index + 1)) continue;
                return new ReadResult(ErrorCode.None, found.Slice, view.End, view.Stable, view.Start, aborted);
            }
            catch (FileNotFoundException) when (IsOutdated(view, 0, view.Segments.Length))
            {
                // Retention or compaction removed what the view still had; the new one is there or about to be.
            }
        }
    }

    /// <summary>The slice for a request, and the segment that it is in or that the search ended in.</summary>
    private (FileSlice Slice, long NextOffset) Find(in LogView view, in ReadRequest request, out int index)
    {
        index = view.IndexOf(request.Offset);
        if (request.Offset >= request.Limit || (request.MaxBytes <= 0 && !request.AtLeastOneBatch)) return default;
        for (; ; index++)
        {
            var segment = view.Segments[index];
            var size = view.SizeOf(index);
            if (TryLocate(segment, request.Offset, size, out var position))
            {
                var (end, next) = Cut(view, index, request, position, size);
                if (end <= position) return default;
                var slice = new FileSlice(segment.Log.Open(), position, (int)(end - position));
                Remember(segment, next, end);
                return (slice, next);
            }

            // The rest of the segment was compacted away: what comes next is in a later one.
            if (index == view.Segments.Length - 1 || view.EndOf(index) >= request.Limit) return default;
        }
    }

    private static (long End, long Next) Cut(in LogView view, int index, in ReadRequest request, long position, long size)
    {
        var segment = view.Segments[index];
        var stop = size;
        var stopOffset = view.EndOf(index);
        if (request.Limit < stopOffset)
        {
            stopOffset = request.Limit;
            if (segment.TryFind(request.Limit, position, size, out var beyond)) stop = beyond.Position;
        }

        var wanted = position + Math.Max(0, request.MaxBytes);
        if (wanted >= stop) return (stop, stopOffset);
        var (end, next) = segment.LastBoundary(position, request.Offset, wanted, stop);
        if (end > position || !request.AtLeastOneBatch) return (end, next);
        Span<byte> buffer = stackalloc byte[RecordBatchHeader.Size];
        var cursor = new BatchCursor(segment.Log.Open(), buffer, position, stop);
        return cursor.Next() ? (position + cursor.Size, cursor.Header.NextOffset) : (position, request.Offset);
    }

    private bool TryLocate(Segment segment, long offset, long size, out long position)
    {
        lock (_viewing)
        {
            foreach (ref readonly var hint in _hints[..])
            {
                if (hint.Offset != offset || hint.Segment != segment || hint.Position > size) continue;
                position = hint.Position;
                return position < size;
            }
        }

        var found = segment.TryFind(offset, 0, size, out var place);
        position = place.Position;
        return found;
    }

    /// <summary>Who reads on will ask for the next offset: then its place is known without any search.</summary>
    private void Remember(Segment segment, long offset, long position)
    {
        lock (_viewing)
        {
            _hints[_nextHint++ & (Hints.Count - 1)] = new ReadHint(segment, offset, position);
        }
    }

    private static IReadOnlyList<AbortedTransaction> AbortedIn(in LogView view, int index, long from, long to)
    {
        var found = AbortedEntriesIn(view, index, from, to);
        return found.Count == 0 ? [] : found.ConvertAll(static entry => new AbortedTransaction(entry.ProducerId, entry.FirstOffset));
    }

    /// <summary>Aborted transactions that overlap a range which begins in a segment: their markers are in it or in later ones.</summary>
    private static List<AbortedEntry> AbortedEntriesIn(in LogView view, int index, long from, long to)
    {
        var found = new List<AbortedEntry>();
        for (; index < view.Segments.Length; index++)
            if (view.Segments[index].Aborted.Collect(from, to, found)) break;
        return found;
    }

    /// <summary>A segment was removed since the view was taken, so that files read by their names may have been others.</summary>
    private static bool IsOutdated(in LogView view, int from, int to)
    {
        for (; from < to; from++)
            if (view.Segments[from].IsRemoved) return true;
        return false;
    }

    private readonly record struct ReadRequest(long Offset, long Limit, int MaxBytes, bool AtLeastOneBatch);

    private readonly record struct ReadHint(Segment? Segment, long Offset, long Position);

    [InlineArray(Count)]
    private struct Hints
    {
        public const int Count = 4;
        private ReadHint _first;
    }
}
