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
        if (text.Length < 19 && IsIntegral(text)) return ParseShort(text);
        return ToInt64(Encoding.ASCII.GetString(text));
    }

    private static long ParseShort(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        var number = 0L;
        foreach (var digit in negative ? text[1..] : text) number = number * 10 + (digit - '0');
        return negative ? -number : number;
    }

    /// <summary>False unless it is a whole number of 32 bits.</summary>
    public static bool TryGetInt32(ReadOnlySpan<byte> text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    public static long ToInt64(string text) => text.AsSpan().ContainsAny('.', 'e', 'E')
        ? BigDecimal.Parse(text).ToInt64()
        : (long)(ulong)(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) & ulong.MaxValue);

    /// <summary>A decimal number has no negative zero.</summary>
    public static double ToDouble(ReadOnlySpan<byte> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) + 0.0;

    /// <summary>A decimal number has no negative zero.</summary>
    public static float ToSingle(ReadOnlySpan<byte> text) => float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) + 0.0f;
}
