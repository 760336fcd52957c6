using System.Globalization;
using System.Text;

namespace Connect.Broker.Configuration;

/// <summary>
/// The format of <c>.properties</c> files as java.util.Properties defines it: comments, lines that go on after a backslash, escapes,
/// and keys that end at <c>=</c>, <c>:</c> or white space.
/// </summary>
internal static class PropertiesFormat
{
    /// <summary>Reads a file as Java does, one byte a character; others are written as \uXXXX.</summary>
    public static List<KeyValuePair<string, string>> ReadFile(string path) => Parse(File.ReadAllText(path, Encoding.Latin1));

    /// <summary>All pairs in order; a key may come more than once.</summary>
    /// <exception cref="FormatException">A \u escape does not have four hexadecimal digits.</exception>
    public static List<KeyValuePair<string, string>> Parse(string text)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        var line = new StringBuilder();
        var at = 0;
        while (ReadLogicalLine(text, ref at, line)) pairs.Add(Split(line.ToString()));
        return pairs;
    }

    /// <summary>Joins the natural lines of the next line that is neither empty nor a comment. Its escapes are still in it.</summary>
    private static bool ReadLogicalLine(string text, ref int at, StringBuilder line)
    {
        line.Clear();
        var continued = false;
        while (at < text.Length)
        {
            var end = at;
            while (end < text.Length && text[end] is not ('\n' or '\r')) end++;
            var natural = text.AsSpan(at, end - at).TrimStart(" \t\f");
            at = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
            if (!continued && (natural.IsEmpty || natural[0] is '#' or '!')) continue;
            continued = EndsWithOddBackslashes(natural);
            line.Append(continued ? natural[..^1] : natural);
            if (!continued && line.Length > 0) return true;
        }

        return line.Length > 0;
    }

    private static bool EndsWithOddBackslashes(ReadOnlySpan<char> line)
    {
        var count = 0;
        while (count < line.Length && line[^(count + 1)] == '\\') count++;
        return count % 2 == 1;
    }

    private static KeyValuePair<string, string> Split(string line)
    {
        var keyEnd = 0;
        while (keyEnd < line.Length && line[keyEnd] is not ('=' or ':' or ' ' or '\t' or '\f')) keyEnd += line[keyEnd] == '\\' ? 2 : 1;
        keyEnd = Math.Min(keyEnd, line.Length);
        var value = keyEnd;
        value = SkipSpace(line, value);
        if (value < line.Length && line[value] is ('=' or ':'))
        {
            value++;
            value = SkipSpace(line, value);
        }

        return new(Unescape(line.AsSpan(0, keyEnd)), Unescape(line.AsSpan(value)));
    }

    private static int SkipSpace(string line, int at)
    {
        while (at < line.Length && line[at] is (' ' or '\t' or '\f')) at++;
        return at;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\')) return text.ToString();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                if (text[i] != '\\') result.Append(text[i]);
                continue;
            }

            i++;
            if (text[i] == 'u')
            {
                var digits = text[(i + 1)..Math.Min(i + 5, text.Length)];
                if (digits.Length < 4
                    || !ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
                    throw new FormatException($"\\u{digits} is not an escape: \\u wants four hexadecimal digits");
                result.Append((char)unit);
                i += 4;
                continue;
            }

            result.Append(text[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', 'f' => '\f', var other => other });
        }

        return result.ToString();
    }
}
