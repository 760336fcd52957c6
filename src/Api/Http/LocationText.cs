using System.Globalization;
using System.Text;

namespace Connect.Api.Http;

/// <summary>A name as the last segment of an address: what a segment may hold stays, all else is escaped.</summary>
internal static class LocationText
{
    public static string Encode(string name)
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            var c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || "-._~!$&'()*+,=:@".Contains(c, StringComparison.Ordinal)) encoded.Append(c);
            else encoded.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
        }

        return encoded.ToString();
    }
}
