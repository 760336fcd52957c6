using System.Text.Json;

namespace Connect.Compatibility.Tests.Format;

/// <summary>A recorded case.</summary>
/// <param name="Id">Its stable name.</param>
/// <param name="Kind">What is tested.</param>
/// <param name="Class">The Java class under test.</param>
/// <param name="Config">What it is configured with.</param>
/// <param name="Input">In the kind's form.</param>
/// <param name="Expect">A result or an error.</param>
internal sealed record VectorCase(string Id, string Kind, string Class, JsonElement Config, JsonElement Input, JsonElement Expect)
{
    public string Operation => Config.GetProperty("operation").GetString()!;

    public IEnumerable<KeyValuePair<string, string?>> ConfigValues =>
        Config.ValueKind == JsonValueKind.Object
            ? Config.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()))
            : [];
}

/// <summary>The folder of the cases: CONNECT_VECTORS_DIR, or the copy that belongs to this project.</summary>
internal static class VectorFolder
{
    public static string Path { get; } =
        Environment.GetEnvironmentVariable("CONNECT_VECTORS_DIR") is { Length: > 0 } folder
            ? folder
            : System.IO.Path.Combine(AppContext.BaseDirectory, "vectors");

    public static IReadOnlyDictionary<string, VectorCase> Cases { get; } = Read();

    private static OrderedDictionary<string, VectorCase> Read()
    {
        var cases = new OrderedDictionary<string, VectorCase>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path, "*.jsonl").Order(StringComparer.Ordinal))
        {
            foreach (var line in File.ReadLines(file))
            {
                var json = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 1000 }).RootElement;
                var id = json.GetProperty("id").GetString()!;
                cases.Add(id, new VectorCase(
                    id, json.GetProperty("kind").GetString()!, json.TryGetProperty("class", out var c) ? c.GetString()! : "",
                    json.TryGetProperty("config", out var config) ? config : default, json.GetProperty("input"), json.GetProperty("expect")));
            }
        }

        return cases;
    }
}
