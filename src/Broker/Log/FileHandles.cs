using Microsoft.Win32.SafeHandles;

namespace Connect.Broker.Log;

/// <summary>
/// The open segment files of all partitions, at most so many at a time; the least used are let go. Nothing is closed here: a slice on its way
/// to a client holds the same handle, so closing is left to the finalizer, which is hurried along when many wait for it.
/// </summary>
internal class FileHandles
{
    private readonly Lock _lock = new();
    private readonly Queue<CachedFile> _open = new();
    private readonly int _capacity;
    private int _count;
    private int _unclosed;

    public FileHandles(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 4);
        _capacity = capacity;
    }

    public SafeFileHandle Open(CachedFile file, FileMode mode)
    {
        lock (_lock)
        {
            if (file.Handle is { } handle) return handle;
            handle = File.OpenHandle(file.Path, mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            file.Set(handle);
            _open.Enqueue(file);
            _count++;
            while (_count > _capacity && TryEvict(file)) { }
            return handle;
        }
    }

    public void Release(CachedFile file)
    {
        lock (_lock)
        {
            if (file.Handle is null) return;
            file.Set(null);
            _count--;
            Unclosed();

            // The queue may hold the file still (and again, if it is opened again): TryEvict skips what is closed.
            if (_open.Count > 2 * _capacity) Prune();
        }
    }

    /// <summary>Renames a file, over one of that name.</summary>
    public virtual void Move(string from, string to) => File.Move(from, to, overwrite: true);

    public virtual void Delete(string path) => File.Delete(path);

    private bool TryEvict(CachedFile newest)
    {
        for (var turns = 2 * _open.Count; turns > 0; turns--)
        {
            var file = _open.Dequeue();
            if (file.Handle is null) continue;
            if (file == newest || file.Used)
            {
                file.Used = false;
                _open.Enqueue(file);
                continue;
            }

            file.Set(null);
            _count--;
            Unclosed();
            return true;
        }

        return false;
    }

    private void Prune()
    {
        var seen = new HashSet<CachedFile>();
        for (var turns = _open.Count; turns > 0; turns--)
        {
            var file = _open.Dequeue();
            if (file.IsOpen && seen.Add(file)) _open.Enqueue(file);
        }
    }

    private void Unclosed()
    {
        if (++_unclosed < _capacity) return;
        _unclosed = 0;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }
}
