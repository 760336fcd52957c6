using System.Globalization;
using System.Numerics;
using System.Text;
using Connect.Sdk.Data;

namespace Connect.Runtime.Converters.Json;

/// <summary>Numbers of JSON as Jackson's nodes give them: integers of any length cut to their low bits, all others through decimal numbers.</summary>
internal static class JsonNumbers
{
    public static bool IsIntegral(ReadOnlySpan<byte> text) => !text.ContainsAny((byte)'.', (byte)'e', (byte)'E');

    public static long ToInt64(ReadOnlySpan<byte> text)
    {
        if (IsIntegral(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        return ToInt64(Encoding.ASCII.GetString(text));
    }

    public static long ToInt64(string text) => text.AsSpan().ContainsAny('.', 'e', 'E')
        ? BigDecimal.Parse(text).ToInt64()
        : (long)(ulong)(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) & ulong.MaxValue);

    /// <summary>A decimal number has no negative zero.</summary>
    public static double ToDouble(ReadOnlySpan<byte> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) + 0.0;

    /// <summary>A decimal number has no negative zero.</summary>
    public static float ToSingle(ReadOnlySpan<byte> text) => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) + 0.0f;
}
