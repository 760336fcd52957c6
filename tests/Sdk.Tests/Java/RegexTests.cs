using System.Globalization;
using System.Text;
using Connect.Sdk.Java;

namespace Connect.Sdk.Tests.Java;

/// <summary>Against what <c>java.util.regex</c> did; <c>recorded/RecordRegex.java</c> made the file.</summary>
public sealed class RegexTests
{
    [Fact]
    public void Patterns_match_and_replace_as_in_java()
    {
        var (lines, wrong) = (0, 0);
        var differences = new StringBuilder();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Java", "recorded", "regexes.txt")))
        {
            lines++;
            var parts = line.Split('\t').Select(Unquote).ToArray();
            var actual = parts.Length == 2 ? Compiles(parts[0]) : Run(parts[0], parts[1], parts[2]);
            if (actual != string.Join('\t', parts.Length == 2 ? parts[1..] : parts[3..]) && ++wrong <= 40)
                differences.AppendLine(CultureInfo.InvariantCulture, $"{line} -> {actual}");
        }

        Assert.True(lines > 1000);
        Assert.True(wrong == 0, $"{wrong} of {lines} differ:\n{differences}");
    }

    private static string Compiles(string pattern)
    {
        try
        {
            _ = new JavaRegex(pattern);
            return "fine";
        }
        catch (ArgumentException)
        {
            return "wrong";
        }
    }

    private static string Run(string pattern, string text, string replacement)
    {
        var regex = new JavaRegex(pattern);
        string replaced;
        try
        {
            replaced = "=" + regex.ReplaceFirst(text, replacement);
        }
        catch (ArgumentException)
        {
            replaced = "error";
        }

        return $"{(regex.Matches(text) ? "true" : "false")}\t{(regex.Finds(text) ? "true" : "false")}\t{replaced}";
    }

    private static string Unquote(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
            result.Append(text[i] != '\\' ? text[i] : text[++i] switch { 'n' => '\n', 't' => '\t', var other => other });
        return result.ToString();
    }
}
