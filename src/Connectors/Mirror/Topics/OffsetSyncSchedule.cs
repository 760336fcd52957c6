namespace Connect.Connectors.Mirror.Topics;

/// <summary>Decides for one partition of which records the offsets are paired at once (<c>OffsetSyncWriter.PartitionState</c>).</summary>
internal sealed class OffsetSyncSchedule(long maxLag)
{
    private const long None = -1;

    private long _upstream = None;
    private long _downstream = None;
    private long _lastSync = None;

    /// <summary>Notes a record that was written.</summary>
    /// <returns>True if its offsets are due: the first, after a gap, too far from the last, or in a topic that was created anew.</returns>
    public bool IsDue(long upstream, long downstream)
    {
        // An offset after a sync is translated to the one behind it, hence the 1.
        var due = _lastSync == None || downstream - (_lastSync + 1) >= maxLag || upstream - _upstream != 1 || downstream < _downstream;
        if (due) _lastSync = downstream;
        (_upstream, _downstream) = (upstream, downstream);
        return due;
    }
}
