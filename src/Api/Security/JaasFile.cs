using System.Text.RegularExpressions;
using Connect.Kafka;
using Connect.Sdk.Errors;

namespace Connect.Api.Security;

/// <summary>The login modules of an entry of a JAAS file, <c>Name { Module flag option="value"; };</c>.</summary>
internal static partial class JaasFile
{
    /// <summary>The modules of an entry, with their options.</summary>
    /// <exception cref="ConfigException">The file cannot be read, or has no such entry. The text does not show what is in it.</exception>
    public static List<LoginModule> Read(string file, string entry)
    {
        // Texts in quotes may hold what looks like a comment.
        var text = CommentsAndTexts().Replace(ReadText(file), m => m.Groups["text"].Success ? m.Value : " ");
        foreach (Match found in Entries().Matches(text))
        {
            if (found.Groups["name"].Value != entry) continue;
            return [.. Modules().Matches(found.Groups["body"].Value).Select(m => new LoginModule(
                m.Groups["class"].Value, JaasOptions.Parse(m.Groups["options"].Value)))];
        }

        throw new ConfigException($"The JAAS file '{file}' has no entry {entry}");
    }

    private static string ReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"The JAAS file '{file}' cannot be read: {e.Message}");
        }
    }

    [GeneratedRegex("""(?<text>"(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/|^\s*\#[^\n]*""", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CommentsAndTexts();

    [GeneratedRegex("""(?:"(?<name>[^"]*)"|(?<name>[\w.-]+))\s*\{(?<body>(?:"(?:[^"\\]|\\.)*"|[^}"])*)\}\s*;""")]
    private static partial Regex Entries();

    [GeneratedRegex("""(?<class>[\w.$]+)\s+(?:required|requisite|sufficient|optional)(?<options>(?:"(?:[^"\\]|\\.)*"|[^;"])*);""", RegexOptions.IgnoreCase)]
    private static partial Regex Modules();
}

/// <summary>A login module and its options.</summary>
internal sealed record LoginModule(string Class, IReadOnlyDictionary<string, string> Options);
