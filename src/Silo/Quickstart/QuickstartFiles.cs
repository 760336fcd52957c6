using System.Text.Json;
using Connect.Silo.Hosting;

namespace Connect.Silo.Quickstart;

/// <summary>The files of <c>examples/quickstart</c>, which come with the program, in a folder where the pipeline works on them.</summary>
internal sealed class QuickstartFiles
{
    private const string Placeholder = "${quickstart}";
    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "examples", "quickstart");

    private QuickstartFiles(string folder) => Folder = folder;

    public string Folder { get; }

    public string Output => Path.Combine(Folder, "access-log.jsonl");

    /// <exception cref="StartException">The folder cannot be written.</exception>
    public static QuickstartFiles Prepare(string data)
    {
        var folder = Path.GetFullPath(Path.Combine(data, "quickstart"));
        try
        {
            Directory.CreateDirectory(folder);
            var input = Path.Combine(folder, "access.log");
            if (!File.Exists(input)) File.Copy(Path.Combine(Shipped, "access.log"), input);
            return new QuickstartFiles(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The files of the quickstart cannot be put into '{folder}': {e.Message}. Choose another folder with --data");
        }
    }

    /// <summary>The name and configuration of a connector.</summary>
    public (string Name, Dictionary<string, string?> Config) Connector(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Shipped, file)));
        return (
            json.RootElement.GetProperty("name").GetString()!,
            json.RootElement.GetProperty("config").EnumerateObject()
                .ToDictionary(p => p.Name, string? (p) => p.Value.GetString()!.Replace(Placeholder, Folder, StringComparison.Ordinal), StringComparer.Ordinal));
    }
}
