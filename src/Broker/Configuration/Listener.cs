using System.Globalization;

namespace Connect.Broker.Configuration;

/// <summary>An address of <c>listeners</c> or <c>advertised.listeners</c>. An empty host is all of this machine's.</summary>
internal sealed record Listener(string Name, string Host, int Port)
{
    /// <summary>Reads <c>NAME://host:port</c>; an IPv6 host is in brackets.</summary>
    public static Listener? Parse(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var colon = text.LastIndexOf(':');
        if (scheme <= 0 || colon < scheme + 3) return null;
        var host = text[(scheme + 3)..colon];
        var bracketed = host.StartsWith('[') && host.EndsWith(']');
        if (bracketed) host = host[1..^1];
        else if (host.Contains(':', StringComparison.Ordinal)) return null;
        return ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new Listener(text[..scheme].ToUpperInvariant(), host, port)
            : null;
    }
}
