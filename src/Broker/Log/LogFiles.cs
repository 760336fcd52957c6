using System.Globalization;

namespace Connect.Broker.Log;

/// <summary>The names of a partition's files, which are Kafka's: twenty digits of the first offset and what it is.</summary>
internal static class LogFiles
{
    public const string Log = ".log";
    public const string Index = ".index";
    public const string TimeIndex = ".timeindex";
    public const string TransactionIndex = ".txnindex";
    public const string Snapshot = ".snapshot";

    /// <summary>Appended to a segment's file that a cleaner is writing: worthless until it is complete.</summary>
    public const string Cleaned = ".cleaned";

    /// <summary>Appended to a segment's file that is complete and will take the place of older ones.</summary>
    public const string Swap = ".swap";

    /// <summary>Appended to a file or folder that is about to be removed.</summary>
    public const string Deleted = ".deleted";

    /// <summary>How the name of a deleted partition's folder ends.</summary>
    public const string DeletedFolder = "-delete";

    public static string Name(long offset, string extension) => offset.ToString("D20", CultureInfo.InvariantCulture) + extension;

    public static string Path(string directory, long offset, string extension) => System.IO.Path.Combine(directory, Name(offset, extension));

    public static bool TryParse(ReadOnlySpan<char> name, string extension, out long offset)
    {
        offset = -1;
        return name.EndsWith(extension, StringComparison.Ordinal)
            && long.TryParse(name[..^extension.Length], NumberStyles.None, CultureInfo.InvariantCulture, out offset);
    }
}
