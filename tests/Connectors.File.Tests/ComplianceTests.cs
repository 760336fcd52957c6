using System.Runtime.CompilerServices;
using Connect.Testing.Compliance;

namespace Connect.Connectors.File.Tests;

public sealed class FileStreamSourceComplianceTests : SourceCompliance<FileStreamSourceConnector>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-file-").FullName;

    protected override string Topic => "lines";

    protected override IReadOnlyDictionary<string, string?> Config => new Dictionary<string, string?> { ["file"] = Path.Combine(_folder, "in.txt"), ["topic"] = Topic };

    protected override string SnapshotFile => Snapshots.Of("FileStreamSource");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task WriteAsync(IReadOnlyList<string> texts) => System.IO.File.AppendAllLinesAsync(Path.Combine(_folder, "in.txt"), texts);
}

public sealed class FileStreamSinkComplianceTests : SinkCompliance<FileStreamSinkConnector>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("connect-file-").FullName;

    protected override string Topic => "lines";

    protected override IReadOnlyDictionary<string, string?> Config => new Dictionary<string, string?> { ["file"] = Path.Combine(_folder, "out.txt"), ["topics"] = Topic };

    protected override string SnapshotFile => Snapshots.Of("FileStreamSink");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override async Task<IReadOnlyList<string>> ReadAsync() =>
        System.IO.File.Exists(Path.Combine(_folder, "out.txt")) ? await System.IO.File.ReadAllLinesAsync(Path.Combine(_folder, "out.txt")) : [];
}

internal static class Snapshots
{
    /// <summary>Beside this file, where it was compiled.</summary>
    public static string Of(string connector, [CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, $"{connector}.settings.txt");
}
