using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Connect.Connectors.File;

/// <summary>
/// Opens files so that every write goes to their end, whoever else writes: several tasks, here or in another process, append to one file. .NET's own mode
/// remembers where the end was.
/// </summary>
internal static partial class AppendFile
{
    private const int WriteOnly = 0x1;
    private const int Append = 0x400;
    private const int CloseOnExec = 0x80000;

    /// <exception cref="IOException">The file cannot be opened or created.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor with these rights.</exception>
    public static FileStream Open(string path)
    {
        const FileShare all = FileShare.ReadWrite | FileShare.Delete;
        var plain = new FileStream(path, FileMode.Append, FileAccess.Write, all, bufferSize: 0);
        if (!OperatingSystem.IsLinux()) return plain;
        plain.Dispose();
        var descriptor = NativeOpen(path, WriteOnly | Append | CloseOnExec);
        return descriptor >= 0
            ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0)
            : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int NativeOpen(string path, int flags);
}
