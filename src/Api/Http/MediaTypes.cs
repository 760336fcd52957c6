using System.Globalization;

namespace Connect.Api.Http;

/// <summary>The rules of JAX-RS for <c>Content-Type</c> and <c>Accept</c> where everything is JSON.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string Text = "text/plain";

    /// <summary>Whether a body of a type is taken; null if the type cannot be read.</summary>
    public static bool? Takes(string contentType)
    {
        if (Parse(contentType) is not { Subtype: { } subtype } type) return null;
        return IsWild(type.Type, "application") && IsWild(subtype, "json");
    }

    /// <summary>The type of an answer for what a client accepts: with the parameters that it asks for, null if it takes no JSON.</summary>
    /// <param name="accept">The header.</param>
    /// <param name="offered"><see cref="Json"/> or <see cref="Text"/>.</param>
    /// <param name="answer">The type of the answer.</param>
    /// <returns>False if the header cannot be read.</returns>
    public static bool TrySelect(string accept, string offered, out string? answer)
    {
        answer = null;
        var (type, subtype) = (offered[..offered.IndexOf('/', StringComparison.Ordinal)], offered[(offered.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        (double Quality, int Exactness) best = (0, -1);
        foreach (var element in SplitOutsideQuotes(accept, ','))
        {
            if (element.Trim().Length == 0) continue;
            if (Parse(element) is not { } range) return false;
            if (range.Quality <= 0 || !IsWild(range.Type, type) || !IsWild(range.Subtype ?? "*", subtype)) continue;
            var exactness = range.Subtype is null or "*" ? 0 : 1;
            if ((range.Quality, exactness).CompareTo(best) <= 0) continue;
            best = (range.Quality, exactness);
            answer = exactness == 1 ? offered + range.Parameters : offered;
        }

        return true;
    }

    private static bool IsWild(string found, string wanted) => found == "*" || found.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static MediaRange? Parse(string text)
    {
        var parts = SplitOutsideQuotes(text, ';');
        var slash = parts[0].Split('/');
        if (slash.Length > 2 || slash.Any(p => !IsToken(p.Trim()))) return null;
        var (parameters, quality) = ("", 1.0);
        foreach (var parameter in parts.Skip(1))
        {
            var (name, value) = Pair(parameter);
            if (!IsToken(name) || value is null) return null;
            if (name.Equals("q", StringComparison.OrdinalIgnoreCase))
            {
                if (!double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out quality) || quality > 1) return null;
            }
            else
            {
                parameters += $";{name}={value}";
            }
        }

        return new MediaRange(slash[0].Trim(), slash.Length == 2 ? slash[1].Trim() : null, parameters, quality);
    }

    private static (string Name, string? Value) Pair(string parameter)
    {
        var equal = parameter.IndexOf('=', StringComparison.Ordinal);
        return equal < 0 ? (parameter.Trim(), null) : (parameter[..equal].Trim(), parameter[(equal + 1)..].Trim());
    }

    private static bool IsToken(string text) => text.Length > 0 && text.All(c => c is > ' ' and < '\u007f' and not ('(' or ')' or '<' or '>' or '@' or ',' or ':' or '\\' or '"' or '[' or ']' or '?' or '=' or '{' or '}'));

    private static List<string> SplitOutsideQuotes(string text, char separator)
    {
        var (parts, start, quoted) = (new List<string>(), 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            if (text[i] != separator || quoted) continue;
            parts.Add(text[start..i]);
            start = i + 1;
        }

        parts.Add(text[start..]);
        return parts;
    }

    private readonly record struct MediaRange(string Type, string? Subtype, string Parameters, double Quality);
}
