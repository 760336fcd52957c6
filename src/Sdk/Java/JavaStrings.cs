namespace Connect.Sdk.Java;

/// <summary>Java's <c>String</c> methods where .NET's of the same name do something else.</summary>
internal static class JavaStrings
{
    /// <summary>What <c>trim()</c> cuts off: every character up to the space, and no other space.</summary>
    public static char[] TrimmedCharacters { get; } = [.. Enumerable.Range(0, 33).Select(c => (char)c)];

    /// <summary><c>trim()</c>.</summary>
    public static string JavaTrim(this string text) => text.Trim(TrimmedCharacters);

    /// <summary><c>split()</c>: empty parts at the end are left out.</summary>
    public static string[] JavaSplit(this string text, char separator)
    {
        if (text.Length == 0) return [text];
        var parts = text.Split(separator);
        var count = parts.Length;
        while (count > 0 && parts[count - 1].Length == 0) count--;
        return parts[..count];
    }

    /// <summary>Kafka's <c>Utils.isBlank</c>: nothing left after <c>trim()</c>.</summary>
    public static bool IsBlank(string? text)
    {
        foreach (var character in text ?? "")
        {
            if (character > ' ') return false;
        }

        return true;
    }
}
