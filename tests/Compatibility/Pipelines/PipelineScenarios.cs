using System.Text.Json.Nodes;

namespace Connect.Compatibility.Tests.Pipelines;

/// <summary>The recorded scenarios.</summary>
internal static class PipelineScenarios
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "pipeline-scenarios");

    public static JsonObject Profiles { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, "profiles.json")))!.AsObject();

    /// <summary>By name; without those that read the topics in which Kafka Connect keeps its state.</summary>
    public static IReadOnlyDictionary<string, JsonObject> All { get; } = Directory.EnumerateFiles(Path.Combine(Root, "scenarios"), "*.json").Order(StringComparer.Ordinal)
        .Select(f => JsonNode.Parse(File.ReadAllText(f))!.AsObject()).Where(s => s["kafka-format"] is null)
        .ToDictionary(s => s["name"]!.ToString(), StringComparer.Ordinal);

    public static string ProfileOf(JsonObject scenario) => scenario["profile"]?.ToString() ?? "default";

    /// <summary>The settings of a worker, without its addresses and topics.</summary>
    public static Dictionary<string, string?> SettingsOf(string profile)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var part in (JsonNode?[])[Profiles["common"], Profiles["profiles"]![profile]])
        {
            foreach (var (key, value) in part!.AsObject()) settings[key] = value!.ToString();
        }

        return settings;
    }
}
