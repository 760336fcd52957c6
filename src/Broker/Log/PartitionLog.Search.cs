using System.Buffers;
using Connect.Broker.Records;

namespace Connect.Broker.Log;

internal sealed partial class PartitionLog
{
    /// <summary>The first record whose timestamp is the given one or later.</summary>
    public OffsetAtTime? FindByTimestamp(long timestamp)
    {
        while (true)
        {
            var view = View;
            try
            {
                var found = FirstAtOrAfter(view, timestamp);
                if (!IsOutdated(view, 0, view.Segments.Length)) return found;
            }
            catch (FileNotFoundException) when (IsOutdated(view, 0, view.Segments.Length))
            {
                // Begin again with what is there now.
            }
        }
    }

    /// <summary>The first record with the largest timestamp.</summary>
    public OffsetAtTime? MaxTimestamp()
    {
        while (true)
        {
            LogView view;
            long largest = -1;
            lock (_writing)
            {
                view = View;
                foreach (var segment in view.Segments) largest = Math.Max(largest, segment.MaxTimestamp);
            }

            if (largest < 0) return null;
            try
            {
                // The largest may be before the start, or its batch may be compacted: then what is there is looked through.
                var found = FirstAtOrAfter(view, largest) ?? LargestOf(view);
                if (!IsOutdated(view, 0, view.Segments.Length)) return found;
            }
            catch (FileNotFoundException) when (IsOutdated(view, 0, view.Segments.Length))
            {
                // Begin again with what is there now.
            }
        }
    }

    private static OffsetAtTime? FirstAtOrAfter(in LogView view, long timestamp)
    {
        Span<byte> buffer = stackalloc byte[BatchCursor.BufferSize];
        for (var i = Math.Max(0, view.IndexOf(view.Start)); i < view.Segments.Length; i++)
        {
            var segment = view.Segments[i];
            if (segment.MaxTimestamp < timestamp) continue;
            var size = view.SizeOf(i);
            var cursor = new BatchCursor(segment.Log.Open(), buffer, segment.PositionBefore(timestamp, size), size);
            while (cursor.Next())
            {
                if (cursor.Header.MaxTimestamp < timestamp || cursor.Header.LastOffset < view.Start) continue;
                if (FirstInBatch(segment, cursor.Position, cursor.Size, timestamp, view.Start) is { } found) return found;
            }
        }

        return null;
    }

    private static OffsetAtTime? LargestOf(in LogView view)
    {
        Span<byte> buffer = stackalloc byte[BatchCursor.BufferSize];
        OffsetAtTime? largest = null;
        for (var i = Math.Max(0, view.IndexOf(view.Start)); i < view.Segments.Length; i++)
        {
            var segment = view.Segments[i];
            var cursor = new BatchCursor(segment.Log.Open(), buffer, 0, view.SizeOf(i));
            while (cursor.Next())
            {
                if (cursor.Header.LastOffset < view.Start || cursor.Header.MaxTimestamp <= (largest?.Timestamp ?? -1)) continue;
                if (LargestInBatch(segment, cursor.Position, cursor.Size, view.Start) is { } found && found.Timestamp > (largest?.Timestamp ?? -1)) largest = found;
            }
        }

        return largest;
    }

    private static OffsetAtTime? FirstInBatch(Segment segment, long position, int size, long timestamp, long start)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            using var records = Walk(segment, position, bytes.AsMemory(0, size), out var header);
            while (records.Next(out var record))
            {
                var (offset, time) = Place(header, record);
                if (time >= timestamp && offset >= start) return new OffsetAtTime(offset, time, LeaderEpoch);
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static OffsetAtTime? LargestInBatch(Segment segment, long position, int size, long start)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            OffsetAtTime? largest = null;
            using var records = Walk(segment, position, bytes.AsMemory(0, size), out var header);
            while (records.Next(out var record))
            {
                var (offset, time) = Place(header, record);
                if (offset >= start && time > (largest?.Timestamp ?? -1)) largest = new OffsetAtTime(offset, time, LeaderEpoch);
            }

            return largest;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static RecordWalker Walk(Segment segment, long position, Memory<byte> bytes, out RecordBatchHeader header)
    {
        var slice = new FileSlice(segment.Log.Open(), position, bytes.Length);
        slice.Read(0, bytes.Span);
        header = new RecordBatchHeader(bytes.Span);
        return new RecordWalker(bytes);
    }

    private static (long Offset, long Timestamp) Place(in RecordBatchHeader header, in RecordFields record) =>
        (header.BaseOffset + record.OffsetDelta, header.IsLogAppendTime ? header.MaxTimestamp : header.BaseTimestamp + record.TimestampDelta);
}
