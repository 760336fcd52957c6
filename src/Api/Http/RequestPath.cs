using System.Text;

namespace Connect.Api.Http;

/// <summary>
/// The segments of a path as the client has sent it. The server's own view of the path is of no use here: it has decoded some escapes and left others, so that
/// <c>a%2Fb</c> and <c>a%252Fb</c> look alike.
/// </summary>
internal static class RequestPath
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The segments, decoded and without matrix parameters; one slash at the end counts for nothing.</summary>
    /// <param name="target">The target of the request line.</param>
    /// <param name="segments">Empty for the root.</param>
    /// <param name="problem">Why the path is refused.</param>
    public static bool TryParse(string target, out string[] segments, out string problem)
    {
        (segments, problem) = ([], "");
        var path = PathOf(target);
        if (path.Length <= 1) return true;
        var parts = path[1..].Split('/');
        if (parts[^1].Length == 0) parts = parts[..^1];
        for (var i = 0; i < parts.Length; i++)
        {
            var semicolon = parts[i].IndexOf(';', StringComparison.Ordinal);
            var part = semicolon < 0 ? parts[i] : parts[i][..semicolon];
            if (part.Length == 0)
            {
                problem = "The path has an empty segment";
                return false;
            }

            if (Decode(part) is not { } decoded)
            {
                problem = "The path has an escape that is broken, is not UTF-8 or stands for a control character";
                return false;
            }

            parts[i] = decoded;
        }

        segments = parts;
        return true;
    }

    private static string PathOf(string target)
    {
        // A proxy's request names the whole address.
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out var address)) target = address.PathAndQuery;
        var end = target.AsSpan().IndexOfAny('?', '#');
        return end < 0 ? target : target[..end];
    }

    private static string? Decode(string part)
    {
        if (!part.AsSpan().ContainsAny('%', '\u007f') && part.All(c => c >= ' ')) return part;
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(part.Length)];
        var length = 0;
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != '%')
            {
                length += Encoding.UTF8.GetBytes(part.AsSpan(i, 1), bytes.AsSpan(length));
                continue;
            }

            if (i + 2 >= part.Length || !char.IsAsciiHexDigit(part[i + 1]) || !char.IsAsciiHexDigit(part[i + 2])) return null;
            bytes[length++] = Convert.ToByte(part.Substring(i + 1, 2), 16);
            i += 2;
        }

        try
        {
            var decoded = Strict.GetString(bytes, 0, length);
            return decoded.Any(c => c < ' ' || c == '\u007f') ? null : decoded;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
