using System.Globalization;
using System.Text.Json.Nodes;

namespace Connect.Compatibility.Tests.Scenarios;

/// <summary>JSON pointers of scenarios: <c>/a/0/b</c>, where <c>*</c> stands for every element and <c>#</c> at the end for the length.</summary>
internal static class Pointer
{
    public static string[] Split(string pointer) => [.. pointer.Split('/').Skip(1).Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    public static string Join(string where, string name) => $"{where}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The value at a pointer; null if there is none.</summary>
    public static JsonNode? At(JsonNode? document, string pointer)
    {
        foreach (var part in Split(pointer))
        {
            document = (document, part) switch
            {
                (JsonArray list, "#") => list.Count,
                (JsonObject map, "#") => map.Count,
                (JsonArray list, _) when int.TryParse(part, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < list.Count => list[index],
                (JsonObject map, _) => map[part],
                _ => null,
            };
        }

        return document;
    }

    public static void Remove(JsonNode? document, string pointer)
    {
        var parts = Split(pointer);
        foreach (var parent in Select(document, parts[..^1]))
        {
            switch (parent)
            {
                case JsonObject map when parts[^1] == "*": map.Clear(); break;
                case JsonObject map: map.Remove(parts[^1]); break;
                case JsonArray list when parts[^1] == "*": list.Clear(); break;
                case JsonArray list when int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var index) && index < list.Count: list.RemoveAt(index); break;
            }
        }
    }

    public static void Sort(JsonNode? document, string pointer)
    {
        foreach (var list in Select(document, Split(pointer)).OfType<JsonArray>())
        {
            var sorted = list.Select(i => i?.DeepClone()).OrderBy(Ordered, StringComparer.Ordinal).ToList();
            list.Clear();
            foreach (var item in sorted) list.Add(item);
        }
    }

    private static string Ordered(JsonNode? node) => node switch
    {
        JsonObject map => "{" + string.Join(',', map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Ordered(p.Value)}")) + "}",
        JsonArray list => "[" + string.Join(',', list.Select(Ordered)) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };

    private static IEnumerable<JsonNode?> Select(JsonNode? document, IEnumerable<string> parts)
    {
        List<JsonNode?> found = [document];
        foreach (var part in parts)
        {
            found = [.. found.SelectMany(node => (node, part) switch
            {
                (JsonArray list, "*") => list.AsEnumerable(),
                (JsonObject map, "*") => map.Select(p => p.Value),
                _ => [At(node, Join("", part))],
            })];
        }

        return found;
    }
}
