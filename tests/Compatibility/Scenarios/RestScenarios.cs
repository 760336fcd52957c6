using System.Text.Json.Nodes;

namespace Connect.Compatibility.Tests.Scenarios;

/// <summary>The recorded scenarios, and the steps of them that are answered otherwise here: see docs/differences.md.</summary>
internal static class RestScenarios
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "rest");

    private static readonly Lazy<JsonObject> Known = new(() => JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "differences.json")))!.AsObject());

    public static IEnumerable<(string Folder, string Name)> All => Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal).SelectMany(d => Directory
        .EnumerateFiles(d, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n != "worker").Order(StringComparer.Ordinal).Select(n => (Path.GetFileName(d), n)));

    public static string PathOf(string folder, string name) => Path.Combine(Root, folder, name + ".json");

    /// <summary>The numbers of the steps whose answers differ on purpose.</summary>
    public static HashSet<int> DifferentSteps(string folder, string name) =>
        Known.Value[$"{folder}/{name}"]?["steps"] is JsonArray steps ? [.. steps.Select(s => s!.GetValue<int>())] : [];
}
