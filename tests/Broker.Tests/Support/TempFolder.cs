namespace Connect.Broker.Tests.Support;

/// <summary>A folder that goes when the test ends.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("connect-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
