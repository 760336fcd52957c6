namespace Connect.Broker.Log;

/// <summary>
/// How compaction replaces segments so that a crash at any point leaves the old ones or the new one. The cleaner writes files that end in
/// ".cleaned"; renaming its .log to ".swap", after the others, is the decision; the old segments are removed and the new files take their
/// names, the .log last. At start, what is cleaned and not decided is dropped and what is decided is finished.
/// </summary>
internal static class LogSwap
{
    private static readonly string[] IndexExtensions = [LogFiles.TransactionIndex, LogFiles.TimeIndex, LogFiles.Index];

    /// <summary>Makes the decision: from here on the new segment counts.</summary>
    public static void Decide(Segment cleaned, string directory)
    {
        Rename(cleaned, directory, LogFiles.Swap);
        DirectoryFlush.Flush(directory);
    }

    /// <summary>Gives the new files their names, over those of the segment with the same base offset.</summary>
    public static void Complete(Segment swapped, string directory) => Rename(swapped, directory, "");

    /// <summary>At start, before anything is opened: finishes what was decided, drops the rest.</summary>
    public static void Finish(string directory)
    {
        var names = new DirectoryInfo(directory).EnumerateFiles().Select(f => f.Name).Where(IsLeftOver).ToArray();
        if (names.Length == 0) return;
        foreach (var name in names.Where(n => !n.EndsWith(LogFiles.Swap, StringComparison.Ordinal))) File.Delete(Path.Combine(directory, name));
        foreach (var name in names)
        {
            if (!LogFiles.TryParse(name, LogFiles.Log + LogFiles.Swap, out var offset)) continue;
            RemoveReplaced(directory, name, offset);
            foreach (var extension in IndexExtensions) Rename(directory, offset, extension);
            Rename(directory, offset, LogFiles.Log);
        }

        foreach (var name in names) File.Delete(Path.Combine(directory, name));
        DirectoryFlush.Flush(directory);
    }

    private static bool IsLeftOver(string name) =>
        name.EndsWith(LogFiles.Swap, StringComparison.Ordinal)
        || name.EndsWith(LogFiles.Cleaned, StringComparison.Ordinal)
        || name.EndsWith(LogFiles.Deleted, StringComparison.Ordinal)
        || name.EndsWith(".tmp", StringComparison.Ordinal);

    private static void Rename(Segment segment, string directory, string suffix)
    {
        segment.Aborted.File.MoveTo(LogFiles.Path(directory, segment.BaseOffset, LogFiles.TransactionIndex + suffix));
        segment.Times.File.MoveTo(LogFiles.Path(directory, segment.BaseOffset, LogFiles.TimeIndex + suffix));
        segment.Offsets.File.MoveTo(LogFiles.Path(directory, segment.BaseOffset, LogFiles.Index + suffix));
        segment.Log.MoveTo(LogFiles.Path(directory, segment.BaseOffset, LogFiles.Log + suffix));
    }

    private static void Rename(string directory, long offset, string extension)
    {
        var from = LogFiles.Path(directory, offset, extension + LogFiles.Swap);
        if (File.Exists(from)) File.Move(from, LogFiles.Path(directory, offset, extension), overwrite: true);
    }

    /// <summary>Removes the segments whose offsets the new one covers, oldest first: records that remain of them are in it.</summary>
    private static void RemoveReplaced(string directory, string swap, long offset)
    {
        var end = EndOf(Path.Combine(directory, swap), offset);
        var replaced = new SortedSet<long>();
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles("*" + LogFiles.Log))
            if (LogFiles.TryParse(file.Name, LogFiles.Log, out var other) && other > offset && other < end) replaced.Add(other);
        foreach (var other in replaced)
        {
            File.Delete(LogFiles.Path(directory, other, LogFiles.Log));
            foreach (var extension in IndexExtensions) File.Delete(LogFiles.Path(directory, other, extension));
        }
    }

    private static long EndOf(string path, long offset)
    {
        using var file = File.OpenHandle(path);
        Span<byte> buffer = stackalloc byte[BatchCursor.BufferSize];
        var cursor = new BatchCursor(file, buffer, 0, RandomAccess.GetLength(file));
        while (cursor.Next()) offset = cursor.Header.NextOffset;
        return offset;
    }
}
