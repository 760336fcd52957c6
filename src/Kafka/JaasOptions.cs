using System.Text.RegularExpressions;

namespace Connect.Kafka;

/// <summary>The options of a JAAS login module, <c>name="value" other=value</c>.</summary>
public static partial class JaasOptions
{
    /// <summary>The options by name; of two with a name the last counts.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text) => Options().Matches(text).GroupBy(m => m.Groups["name"].Value, StringComparer.Ordinal).ToDictionary(
        g => g.Key,
        g => g.Last().Groups["quoted"] is { Success: true } quoted ? Escapes().Replace(quoted.Value, "$1") : g.Last().Groups["plain"].Value,
        StringComparer.Ordinal);

    [GeneratedRegex("""(?<name>[\w.]+)\s*=\s*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s;]+))""")]
    private static partial Regex Options();

    [GeneratedRegex("""\\(.)""")]
    private static partial Regex Escapes();
}
