using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Connect.Sdk.Java;

/// <summary><c>java.util.regex.Pattern</c> by .NET's engine: the pattern is translated, the meaning of replacements is Java's.</summary>
internal sealed class JavaRegex
{
    // A pattern that goes wild must not hold a task for ever.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Regex _whole;
    private readonly Regex _any;

    /// <exception cref="ArgumentException">The pattern is wrong.</exception>
    public JavaRegex(string pattern)
    {
        var translated = JavaRegexTranslator.Translate(pattern);
        _any = new Regex(translated, RegexOptions.CultureInvariant, Limit);
        _whole = new Regex($@"\A(?:{translated})\z", RegexOptions.CultureInvariant, Limit);
    }

    /// <summary><c>matches()</c>: the whole text.</summary>
    public bool Matches(string text) => _whole.IsMatch(text);

    /// <summary><c>find()</c>: any part of the text.</summary>
    public bool Finds(string text) => _any.IsMatch(text);

    /// <summary><c>replaceFirst()</c>: the first part of the text that matches.</summary>
    /// <exception cref="ArgumentException">The replacement is wrong, or names a group that is not there.</exception>
    public string ReplaceFirst(string text, string replacement)
    {
        var match = _any.Match(text);
        return match.Success ? string.Concat(text.AsSpan(0, match.Index), Expand(match, replacement), text.AsSpan(match.Index + match.Length)) : text;
    }

    private static string Expand(Match match, string replacement)
    {
        var result = new StringBuilder();
        for (var at = 0; at < replacement.Length; at++)
        {
            if (replacement[at] == '\\')
            {
                if (++at == replacement.Length) throw new ArgumentException("character to be escaped is missing");
                result.Append(replacement[at]);
            }
            else if (replacement[at] != '$')
            {
                result.Append(replacement[at]);
            }
            else if (++at == replacement.Length)
            {
                throw new ArgumentException("Illegal group reference: group index is missing");
            }
            else
            {
                result.Append(replacement[at] == '{' ? NamedGroup(match, replacement, ref at) : NumberedGroup(match, replacement, ref at));
            }
        }

        return result.ToString();
    }

    private static string NamedGroup(Match match, string replacement, ref int at)
    {
        var end = at + 1;
        while (end < replacement.Length && char.IsAsciiLetterOrDigit(replacement[end])) end++;
        if (end == at + 1) throw new ArgumentException("named capturing group is missing trailing '}'");
        if (end == replacement.Length || replacement[end] != '}') throw new ArgumentException("named capturing group is missing trailing '}'");
        var name = replacement[(at + 1)..end];
        if (char.IsAsciiDigit(name[0])) throw new ArgumentException($"capturing group name {{{name}}} starts with digit character");
        if (!match.Groups.ContainsKey(name)) throw new ArgumentException($"No group with name {{{name}}}");
        at = end;
        return match.Groups[name].Value;
    }

    /// <summary>As many digits as still make the number of a group.</summary>
    private static string NumberedGroup(Match match, string replacement, ref int at)
    {
        var number = replacement[at] - '0';
        if (number is < 0 or > 9) throw new ArgumentException("Illegal group reference");
        var count = match.Groups.Count - 1;
        while (at + 1 < replacement.Length && char.IsAsciiDigit(replacement[at + 1]) && number * 10 + replacement[at + 1] - '0' <= count)
            number = number * 10 + replacement[++at] - '0';
        if (number > count) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"No group {number}"));
        return match.Groups[number].Value;
    }
}
