namespace Connect.Grains.Storage.Sqlite;

/// <summary>
/// A file for each silo of this host, which its process keeps locked for as long as it lives: the lock goes with the process, however that ends.
/// </summary>
/// <param name="folder">Where the files are.</param>
internal sealed class SiloLocks(string folder) : IDisposable
{
    private readonly Dictionary<SiloAddress, FileStream> _held = [];
    private readonly Lock _lock = new();

    /// <summary>Locks the file of a silo of this process.</summary>
    public void Hold(SiloAddress silo)
    {
        lock (_lock)
        {
            if (!_held.ContainsKey(silo)) _held[silo] = new FileStream(PathOf(silo), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
    }

    /// <summary>Whether the process of a silo lives.</summary>
    public bool IsHeld(SiloAddress silo)
    {
        lock (_lock)
        {
            if (_held.ContainsKey(silo)) return true;
        }

        try
        {
            using (new FileStream(PathOf(silo), FileMode.Open, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose)) return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        foreach (var file in _held.Values) file.Dispose();
        _held.Clear();
    }

    private string PathOf(SiloAddress silo) => Path.Combine(folder, $"silo-{silo.Endpoint.Port}-{silo.Generation}.lock");
}
