using System.Globalization;
using System.Text.RegularExpressions;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Configuration.Worker;

/// <summary>
/// A header that every answer of the REST API carries, a rule of <c>response.http.headers.config</c> (KIP-577). A later rule of the same header replaces an earlier
/// one, whatever its action.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value; of a date it is milliseconds from now.</param>
/// <param name="IsDate">Whether it is a date.</param>
public sealed partial record ResponseHeader(string Name, string Value, bool IsDate)
{
    private static readonly string[] Actions = ["set", "add", "setDate", "addDate"];

    /// <summary>The value for an answer.</summary>
    public string ValueAt(DateTimeOffset now) => IsDate && long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset)
        ? now.AddMilliseconds(Math.Clamp(offset, -MaxOffset, MaxOffset)).ToString("R", CultureInfo.InvariantCulture)
        : Value;

    // Dates end in the year 9999.
    private const double MaxOffset = 7000d * 365 * 24 * 3600 * 1000;

    /// <summary>The rules of a setting.</summary>
    /// <exception cref="ConfigException">A rule is wrong.</exception>
    public static IReadOnlyList<ResponseHeader> Parse(string text) => JavaStrings.IsBlank(text)
        ? []
        : [.. Rules().Matches(text).Select(m => m.Value.JavaTrim().Trim('"')).Where(r => r.Length > 0).Select(ParseRule)
            .GroupBy(h => h.Name, StringComparer.OrdinalIgnoreCase).Select(g => g.Last())];

    private static ResponseHeader ParseRule(string rule)
    {
        var tokens = Spaces().Split(rule.JavaTrim(), 2);
        if (tokens.Length != 2)
            throw new ConfigException($"Invalid format of header config '{rule}'. Expected: '[action] [header name]:[header value]'");
        if (!Actions.Contains(tokens[0], StringComparer.OrdinalIgnoreCase))
            throw new ConfigException($"Invalid header config action: '{tokens[0]}'. Expected one of [{string.Join(", ", Actions)}]");
        var header = tokens[1].JavaTrim().JavaSplit(':');
        if (header.Length > 2)
        {
            throw new ConfigException(
                $"Invalid format of header name and header value pair '{tokens[1]}'. Expected: '[header name]:[header value]'");
        }

        var name = header.Length == 0 ? "" : header[0].JavaTrim();
        if (name.Length == 0 || Spaces().IsMatch(name))
            throw new ConfigException($"Invalid header name '{name}'. The '[header name]' cannot contain whitespace");
        if (rule.Any(c => c is < ' ' or > '~')) throw new ConfigException($"Invalid header config '{rule}'. A header has printable ASCII only");
        return new ResponseHeader(name, header.Length < 2 ? "" : header[1].JavaTrim(), tokens[0].EndsWith("Date", StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // At commas that are not inside of double quotes.
    [GeneratedRegex("(\"[^\"]*\"|[^,])+")]
    private static partial Regex Rules();
}
