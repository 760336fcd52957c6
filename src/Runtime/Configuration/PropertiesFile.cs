using System.Globalization;
using System.Text;

namespace Connect.Runtime.Configuration;

/// <summary>Reads Java's properties files (<c>java.util.Properties.load</c>): comments, continued lines, escapes.</summary>
public static class PropertiesFile
{
    /// <summary>The properties of a file, in UTF-8.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Dictionary<string, string> Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>The properties of a text.</summary>
    public static Dictionary<string, string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in LogicalLines(text))
        {
            var end = KeyEnd(line);
            var at = end;
            while (at < line.Length && IsSpace(line[at])) at++;
            if (at < line.Length && line[at] is '=' or ':') at++;
            while (at < line.Length && IsSpace(line[at])) at++;
            properties[Unescape(line[..end])] = Unescape(line[at..]);
        }

        return properties;
    }

    private static IEnumerable<string> LogicalLines(string text)
    {
        StringBuilder? continued = null;
        foreach (var natural in text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None))
        {
            var line = natural.TrimStart(' ', '\t', '\f');
            if (continued is null && (line.Length == 0 || line[0] is '#' or '!')) continue;
            if (EndsInBackslash(line))
            {
                (continued ??= new StringBuilder()).Append(line, 0, line.Length - 1);
                continue;
            }

            yield return continued is null ? line : continued.Append(line).ToString();
            continued = null;
        }

        if (continued is not null) yield return continued.ToString();
    }

    private static bool EndsInBackslash(string line)
    {
        var count = 0;
        while (count < line.Length && line[^(count + 1)] == '\\') count++;
        return count % 2 == 1;
    }

    private static int KeyEnd(string line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '\\') at++;
            else if (line[at] is '=' or ':' || IsSpace(line[at])) return at;
        }

        return line.Length;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\f';

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                if (text[at] != '\\') plain.Append(text[at]);
                continue;
            }

            switch (text[++at])
            {
                case 't': plain.Append('\t'); break;
                case 'n': plain.Append('\n'); break;
                case 'r': plain.Append('\r'); break;
                case 'f': plain.Append('\f'); break;
                case 'u' when at + 4 < text.Length && ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                    plain.Append((char)code);
                    at += 4;
                    break;
                default: plain.Append(text[at]); break;
            }
        }

        return plain.ToString();
    }
}
