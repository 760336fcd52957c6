namespace Connect.Broker.Hosting;

/// <summary>The data folder, held by this process alone for as long as this object lives. The operating system lets go of it when the process dies.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockFile = ".lock";
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    public string Path { get; }

    /// <exception cref="BrokerStartException">The folder cannot be created or written, or another process holds it.</exception>
    public static DataFolder Hold(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BrokerStartException($"the data folder {full} cannot be created: {e.Message}", e);
        }

        try
        {
            return new DataFolder(full, new FileStream(System.IO.Path.Combine(full, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BrokerStartException($"the data folder {full} cannot be written: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new BrokerStartException($"the data folder {full} is held by another process (its file {LockFile} is locked); stop that one or choose another folder", e);
        }
    }

    public void Dispose() => _lock.Dispose();
}
