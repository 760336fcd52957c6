namespace Connect.Broker.Log;

/// <summary>What readers may see of a log, taken in one moment.</summary>
/// <param name="Segments">By base offset, at least one; the last is the active one. Never changed, only replaced.</param>
/// <param name="Start">The first offset.</param>
/// <param name="End">The offset behind the last record.</param>
/// <param name="Stable">The first offset of the oldest open transaction, or the end.</param>
/// <param name="ActiveSize">The bytes of the active segment that may be read.</param>
internal readonly record struct LogView(Segment[] Segments, long Start, long End, long Stable, long ActiveSize)
{
    public Segment Active => Segments[^1];

    /// <summary>The last segment that begins at or before an offset, -1 without one.</summary>
    public int IndexOf(long offset)
    {
        int low = 0, high = Segments.Length;
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (Segments[middle].BaseOffset <= offset) low = middle + 1;
            else high = middle;
        }

        return low - 1;
    }

    public long SizeOf(int index) => index == Segments.Length - 1 ? ActiveSize : Segments[index].Size;

    /// <summary>The first offset behind a segment.</summary>
    public long EndOf(int index) => index == Segments.Length - 1 ? End : Segments[index + 1].BaseOffset;
}
