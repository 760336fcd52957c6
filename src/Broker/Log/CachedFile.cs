using Microsoft.Win32.SafeHandles;

namespace Connect.Broker.Log;

/// <summary>A file that is opened when it is used and may be closed again by <see cref="FileHandles"/> when others are used more.</summary>
internal sealed class CachedFile(FileHandles handles, string path)
{
    private SafeFileHandle? _handle;

    public string Path { get; private set; } = path;

    /// <summary>Since the eviction last looked at it.</summary>
    internal bool Used { get; set; }

    internal bool IsOpen => Volatile.Read(ref _handle) is not null;

    /// <summary>The open file. Never dispose the handle: others may be reading.</summary>
    public SafeFileHandle Open(FileMode mode = FileMode.Open)
    {
        Used = true;
        return Volatile.Read(ref _handle) ?? handles.Open(this, mode);
    }

    /// <summary>The open file, null where there is none.</summary>
    public SafeFileHandle? TryOpen()
    {
        try
        {
            return Open();
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Lets go of the handle without closing it: a slice that was handed out may still need it.</summary>
    public void Release() => handles.Release(this);

    /// <summary>Renames the file; whoever has it open keeps it.</summary>
    public void MoveTo(string path)
    {
        if (File.Exists(Path)) handles.Move(Path, path);
        Path = path;
    }

    public void Delete()
    {
        Release();
        handles.Delete(Path);
    }

    internal void Set(SafeFileHandle? handle) => Volatile.Write(ref _handle, handle);

    internal SafeFileHandle? Handle => Volatile.Read(ref _handle);
}
