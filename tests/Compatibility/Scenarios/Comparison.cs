using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Connect.Compatibility.Tests.Scenarios;

/// <summary>Compares an answer with the recorded one, with the loosening that the step asks for.</summary>
internal sealed partial class Comparison(JsonObject step)
{
    private readonly HashSet<string> _skip = Names(step["skip"]);
    private readonly HashSet<string> _subset = Names(step["subset"]);

    /// <summary>The first difference; null if there is none.</summary>
    public string? Of(JsonObject expected, JsonObject seen)
    {
        if (!JsonNode.DeepEquals(expected["status"], seen["status"]) && !_skip.Contains("status"))
            return $"status: expected {expected["status"]}, got {seen["status"]} with body {Short(seen["json"] ?? seen["text"])}";
        if (expected["text"]?.ToString().StartsWith("<html", StringComparison.Ordinal) == true) return null;
        foreach (var (name, value) in expected["headers"]!.AsObject())
        {
            var other = seen["headers"]![name];
            if (!_skip.Contains("header:" + name) && value?.ToString() != other?.ToString()) return $"header {name}: expected {Short(value)}, got {Short(other)}";
        }

        if (_skip.Contains("body")) return null;
        foreach (var form in new[] { "empty", "text", "json" })
        {
            if (expected.ContainsKey(form) != seen.ContainsKey(form)) return $"body: expected {Short(expected)}, got {Short(seen)}";
        }

        if (expected.ContainsKey("json")) return Difference(Steady(expected["json"]), Steady(seen["json"]), "");
        return expected["text"]?.ToString() == seen["text"]?.ToString() ? null : $"body text: expected {Short(expected["text"])}, got {Short(seen["text"])}";
    }

    /// <summary>The short form of a validation answer: definitions are there or not.</summary>
    public static JsonNode? ValuesView(JsonNode? document)
    {
        if (document is not JsonObject map || map["configs"] is not JsonArray configs) return document;
        var shortened = map.DeepClone().AsObject();
        shortened["configs"] = new JsonArray([.. configs.Select(entry =>
        {
            var line = new JsonObject { ["defined"] = entry!["definition"] is not null };
            if (entry["value"] is JsonObject value)
            {
                foreach (var (name, part) in value) line[name] = part?.DeepClone();
            }
            else
            {
                line["value_entry"] = null;
            }

            return line;
        })]);
        return shortened;
    }

    private string? Difference(JsonNode? expected, JsonNode? actual, string where)
    {
        if (Loose(where) is { } pattern)
        {
            return actual is JsonValue text && text.GetValueKind() == JsonValueKind.String && Regex.IsMatch(text.ToString(), $@"\A(?:{pattern})\z", RegexOptions.Singleline)
                ? null
                : $"at {where}: expected text matching {pattern}, got {Short(actual)}";
        }

        switch (expected, actual)
        {
            case (JsonObject one, JsonObject other):
                foreach (var (name, value) in one)
                {
                    if (!other.ContainsKey(name)) return $"at {where}: missing property {name} ({Short(value)})";
                }

                if (!_subset.Contains(where) && other.FirstOrDefault(p => !one.ContainsKey(p.Key)) is { Key: { } extra }) return $"at {where}: unexpected property {extra}";
                return one.Select(p => Difference(p.Value, other[p.Key], Pointer.Join(where, p.Key))).FirstOrDefault(d => d is not null);
            case (JsonArray one, JsonArray other):
                return Lists(one, other, where);
            default:
                return JsonNode.DeepEquals(expected, actual) ? null : $"at {where}: expected {Short(expected)}, got {Short(actual)}";
        }
    }

    private string? Lists(JsonArray expected, JsonArray actual, string where)
    {
        // There may be more classes here than in the original.
        var isClasses = where.EndsWith("/recommended_values", StringComparison.Ordinal) && expected.Any(v => v?.ToString().Contains('.', StringComparison.Ordinal) == true);
        if (_subset.Contains(where) || isClasses)
        {
            var next = 0;
            foreach (var item in expected)
            {
                while (next < actual.Count && !JsonNode.DeepEquals(item, actual[next])) next++;
                if (next++ >= actual.Count) return $"at {where}: {Short(item)} is missing or out of order";
            }

            return null;
        }

        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            if (Difference(expected[i], actual[i], $"{where}/{i}") is { } difference) return difference;
        }

        return expected.Count == actual.Count ? null : $"at {where}: expected {expected.Count} elements, got {actual.Count}: {Short(actual)}";
    }

    private string? Loose(string where)
    {
        if (step["loose"] is not JsonObject patterns) return null;
        var here = Pointer.Split(where);
        return patterns.Where(p => Pointer.Split(p.Key) is var parts && parts.Length == here.Length && parts.Zip(here).All(z => z.First == "*" || z.First == z.Second))
            .Select(p => p.Value!.ToString()).FirstOrDefault();
    }

    /// <summary>Entries that the original lists in the order of a hash table are sorted.</summary>
    private static JsonNode? Steady(JsonNode? document)
    {
        if (document is not JsonObject map || map["configs"] is not JsonArray configs) return document;
        var steady = map.DeepClone().AsObject();
        var sorted = new List<JsonNode?>();
        var run = new List<(string Group, string Name, JsonNode Entry)>();
        foreach (var entry in configs)
        {
            var (group, name) = GroupOf(entry!.AsObject());
            if (run.Count > 0 && (group.Length == 0 || run[0].Group != group)) Flush();
            run.Add((group, name, entry));
        }

        Flush();
        steady["configs"] = new JsonArray([.. sorted]);
        return steady;

        void Flush()
        {
            sorted.AddRange(run.OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => r.Entry.DeepClone()));
            run.Clear();
        }
    }

    private static (string Group, string Name) GroupOf(JsonObject entry)
    {
        var name = (entry.ContainsKey("definition") ? entry["value"]?["name"] : entry["name"])?.ToString() ?? "";
        var isDefined = entry.ContainsKey("definition") ? entry["definition"] is not null : entry["defined"]?.GetValue<bool>() == true;
        if (!isDefined) return ("undefined", name);
        return (name.EndsWith("plugin.version", StringComparison.Ordinal) ? "" : Hashed().Match(name).Value, name);
    }

    private static HashSet<string> Names(JsonNode? list) => list is JsonArray names ? [.. names.Select(n => n!.ToString())] : [];

    private static string Short(JsonNode? node) => node is null ? "null" : node.ToJsonString() is { Length: > 400 } text ? text[..400] + "…" : node.ToJsonString();

    [GeneratedRegex(@"^((key|value|header)\.converter\.|(producer|consumer|admin)\.override\.)")]
    private static partial Regex Hashed();
}
