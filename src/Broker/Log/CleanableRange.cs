namespace Connect.Broker.Log;

/// <summary>What of a log can be cleaned: the segments before <see cref="Count"/>, of which those from <see cref="FirstDirty"/> on were not yet.</summary>
internal readonly record struct CleanableRange(int FirstDirty, int Count, long From, long To)
{
    /// <summary>False where there is nothing, or too little for the topic's settings.</summary>
    public static bool TryFind(in LogView view, LogConfig config, long cleanedTo, long now, out CleanableRange range)
    {
        var from = cleanedTo < view.Start || cleanedTo > view.End ? view.Start : cleanedTo;
        var count = 0;
        var first = -1;
        long clean = 0, dirty = 0;
        var overdue = false;
        for (; count < view.Segments.Length - 1 && view.EndOf(count) <= view.Stable; count++)
        {
            var segment = view.Segments[count];
            if (view.EndOf(count) <= from)
            {
                clean += segment.Size;
                continue;
            }

            if (config.MinCompactionLagMs > 0 && segment.RetentionTimestamp > now - config.MinCompactionLagMs) break;
            if (first < 0) first = count;
            dirty += segment.Size;
            var age = segment.FirstTimestamp is > 0 and var timestamp ? now - timestamp : 0;
            overdue |= age > config.MaxCompactionLagMs;
        }

        range = new CleanableRange(first, count, from, first < 0 ? from : view.EndOf(count - 1));
        return dirty > 0 && (overdue || (double)dirty / (clean + dirty) > config.MinCleanableDirtyRatio);
    }

    /// <summary>Neighbours that fit into one segment, each group to be made one. What is behind <paramref name="end"/> was not looked at and stays.</summary>
    public IEnumerable<Range> Groups(LogView view, long end, LogConfig config)
    {
        var most = Math.Min(config.SegmentBytes, int.MaxValue);
        for (var i = 0; i < Count && view.Segments[i].BaseOffset < end;)
        {
            var start = i;
            long size = view.Segments[i].Size, offsets = view.Segments[i].Offsets.SizeInBytes, times = view.Segments[i].Times.SizeInBytes;
            for (i++; i < Count && view.Segments[i].BaseOffset < end; i++)
            {
                var next = view.Segments[i];
                size += next.Size;
                offsets += next.Offsets.SizeInBytes;
                times += next.Times.SizeInBytes;
                if (size > most || offsets > config.IndexMaxBytes || times > config.IndexMaxBytes) break;
                if (view.EndOf(i) - 1 - view.Segments[start].BaseOffset > int.MaxValue) break;
            }

            yield return start..i;
        }
    }
}
