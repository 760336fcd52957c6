using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Connect.Compatibility.Tests.Scenarios;

/// <summary>Turns what differs from run to run into placeholders, as it was done when the answers were recorded.</summary>
internal sealed partial class Normaliser(Uri address, IReadOnlyDictionary<string, string> variables)
{
    private readonly (string Found, string Placeholder)[] _pairs =
    [
        (variables["dir"], "${dir}"), (variables["worker_dir"], "${worker_dir}"), (variables["id"], "${id}"),
        (address.GetLeftPart(UriPartial.Authority), "${url}"), (address.Authority, "<worker>"),
    ];

    public string Text(string value) => _pairs.Aggregate(value, (text, pair) => text.Replace(pair.Found, pair.Placeholder, StringComparison.Ordinal));

    public static string Dates(string value) => HttpDate().Replace(value, "<date>");

    public JsonNode? Walk(JsonNode? node, string? key = null, JsonObject? owner = null) => node switch
    {
        JsonObject map => new JsonObject(map.Select(p => KeyValuePair.Create(Text(p.Key), Walk(p.Value, p.Key, map)))),
        JsonArray list => new JsonArray([.. list.Select(v => Walk(v, key, owner))]),
        JsonValue value when value.TryGetValue(out string? text) => Value(text, key, owner),
        JsonValue value when key == "last_modified" && value.TryGetValue(out long _) => "<timestamp>",
        _ => node?.DeepClone(),
    };

    private string Value(string value, string? key, JsonObject? owner)
    {
        switch (key)
        {
            case "worker_id": return "<worker>";
            case "version" or "commit" or "kafka_cluster_id": return value.Length > 0 ? $"<{key}>" : value;
            case "documentation": return value.Length > 0 ? "<text>" : value;
            case "default_value" or "value" or "recommended_values" when IsVersion(value, owner):
                return "<version>";
        }

        value = RegexText().Replace(Text(value), "<text>");
        if (value.StartsWith("Connector configuration is invalid", StringComparison.Ordinal)) return SortPolicyLines(value);
        return key == "trace" ? ExceptionPrefix().Replace(value.Split('\n')[0], "<exception>") : value;
    }

    private static bool IsVersion(string value, JsonObject? owner) =>
        owner is not null && owner["name"] is { } name && name.ToString().EndsWith("plugin.version", StringComparison.Ordinal) && Version().IsMatch(value);

    /// <summary>The original lists overrides in the order of a hash table.</summary>
    private static string SortPolicyLines(string text)
    {
        var lines = text.Split('\n');
        var places = Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith("The '", StringComparison.Ordinal) && lines[i].Contains(" policy does not allow ", StringComparison.Ordinal)).ToList();
        var sorted = places.Select(i => lines[i]).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < places.Count; i++) lines[places[i]] = sorted[i];
        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"^[\w.$`+/]*(?:Exception|Error)(?=: |$)")]
    private static partial Regex ExceptionPrefix();

    [GeneratedRegex(@"(?<=Invalid regex: ).*?(?=\nYou can also find|\z)", RegexOptions.Singleline)]
    private static partial Regex RegexText();

    [GeneratedRegex(@"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")]
    private static partial Regex HttpDate();

    [GeneratedRegex(@"^\d+(\.\d+)+[\w.+-]*$")]
    private static partial Regex Version();
}
