using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Connect.Broker.Log;

/// <summary>Makes the names in a folder survive a loss of power. .NET opens no folders, so the system is asked itself; Windows needs none of it.</summary>
internal static partial class DirectoryFlush
{
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Open(directory, 0);
        if (folder < 0) throw new IOException($"{directory} cannot be opened: {new Win32Exception().Message}");
        try
        {
            if (Sync(folder) != 0) throw new IOException($"{directory} cannot be flushed: {new Win32Exception().Message}");
        }
        finally
        {
            _ = Close(folder);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
