using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;
using Connect.Sdk.Data;

namespace Connect.Sdk.Java;

/// <summary>Java's rules for numbers: how texts are read, and what a cast does with what does not fit.</summary>
internal static class JavaNumbers
{
    // What no value of Connect comes near to; a text beyond it would make a number of that many digits.
    private const int MaxExponent = int.MaxValue;

    public static string ToText(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static sbyte ToInt8(object number) => unchecked((sbyte)ToInt64ByInt32(number));

    public static short ToInt16(object number) => unchecked((short)ToInt64ByInt32(number));

    public static int ToInt32(object number) => number switch
    {
        double value => Saturate32(value),
        float value => Saturate32(value),
        _ => unchecked((int)ToInt64(number)),
    };

    public static long ToInt64(object number) => number switch
    {
        sbyte value => value,
        short value => value,
        int value => value,
        long value => value,
        float value => Saturate64(value),
        double value => Saturate64(value),
        BigDecimal value => value.ToInt64(),
        BigInteger value => (long)(ulong)(value & ulong.MaxValue),
        _ => throw new ArgumentException($"{number.GetType()} is no number", nameof(number)),
    };

    public static double ToDouble(object number) => number switch
    {
        sbyte value => value,
        short value => value,
        int value => value,
        long value => value,
        float value => value,
        double value => value,
        BigDecimal value => value.ToDouble(),
        BigInteger value => new BigDecimal(value, 0).ToDouble(),
        _ => throw new ArgumentException($"{number.GetType()} is no number", nameof(number)),
    };

    public static float ToSingle(object number) => number switch
    {
        sbyte value => value,
        short value => value,
        int value => value,
        long value => value,
        float value => value,
        BigDecimal value => value.ToSingle(),
        BigInteger value => new BigDecimal(value, 0).ToSingle(),
        _ => (float)ToDouble(number),
    };

    /// <summary>As <c>(long)</c> does: NaN is 0, what is out of range is the nearest end.</summary>
    public static long Saturate64(double value) => double.IsNaN(value) ? 0
        : value >= 9.2233720368547758E18 ? long.MaxValue
        : value <= -9.2233720368547758E18 ? long.MinValue
        : (long)value;

    /// <summary>As <c>(int)</c> does.</summary>
    public static int Saturate32(double value) => double.IsNaN(value) ? 0
        : value >= int.MaxValue ? int.MaxValue
        : value <= int.MinValue ? int.MinValue
        : (int)value;

    /// <summary><c>Integer.parseInt</c>: a sign and digits of any script, no spaces.</summary>
    public static bool TryParseInt32(string? text, out int value)
    {
        var fits = TryParseInt64(text, out var number) && number is >= int.MinValue and <= int.MaxValue;
        value = fits ? (int)number : 0;
        return fits;
    }

    /// <summary><c>Long.parseLong</c>: a sign and digits of any script, no spaces.</summary>
    public static bool TryParseInt64(string? text, out long value)
    {
        value = 0;
        if (string.IsNullOrEmpty(text)) return false;
        var at = text[0] is '+' or '-' ? 1 : 0;
        if (at == text.Length) return false;
        Int128 number = 0;
        for (; at < text.Length; at++)
        {
            var digit = DigitOf(text[at]);
            if (digit < 0) return false;
            number = number * 10 + digit;
            if (number > (Int128)long.MaxValue + 1) return false;
        }

        if (text[0] == '-') number = -number;
        if (number > long.MaxValue) return false;
        value = (long)number;
        return true;
    }

    /// <summary><c>Double.parseDouble</c>: spaces around are cut off, a suffix f or d and hexadecimal numbers are allowed.</summary>
    public static bool TryParseDouble(string? text, out double value) => JavaFloatingPointParser.TryParse(text, out value);

    /// <summary><c>Float.parseFloat</c>.</summary>
    public static bool TryParseSingle(string? text, out float value) => JavaFloatingPointParser.TryParseSingle(text, out value);

    /// <summary><c>new BigDecimal(String)</c>.</summary>
    public static bool TryParseDecimal([NotNullWhen(true)] string? text, out BigDecimal value)
    {
        value = default;
        if (string.IsNullOrEmpty(text)) return false;
        var at = text[0] is '+' or '-' ? 1 : 0;
        var digits = new StringBuilder(text.Length);
        var fraction = -1L;
        for (; at < text.Length && text[at] is not ('e' or 'E'); at++)
        {
            if (text[at] == '.')
            {
                if (fraction >= 0) return false;
                fraction = 0;
                continue;
            }

            var digit = DigitOf(text[at]);
            if (digit < 0) return false;
            digits.Append((char)('0' + digit));
            if (fraction >= 0) fraction++;
        }

        if (digits.Length == 0) return false;
        var exponent = 0L;
        if (at < text.Length && !TryParseExponent(text.AsSpan(at + 1), out exponent)) return false;
        var scale = Math.Max(fraction, 0) - exponent;
        if (scale is > MaxExponent or < -(long)MaxExponent) return false;
        var unscaled = BigInteger.Parse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        value = new BigDecimal(text[0] == '-' ? -unscaled : unscaled, (int)scale);
        return true;
    }

    /// <summary><c>Character.digit(c, 10)</c>.</summary>
    public static int DigitOf(char character)
    {
        if (character is >= '0' and <= '9') return character - '0';
        return character < 128 ? -1 : CharUnicodeInfo.GetDecimalDigitValue(character);
    }

    private static bool TryParseExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        var negative = text is ['-', ..];
        if (text is ['-' or '+', ..]) text = text[1..];
        if (text.IsEmpty) return false;
        while (text.Length > 10 && DigitOf(text[0]) == 0) text = text[1..];
        if (text.Length > 10) return false;
        foreach (var character in text)
        {
            var digit = DigitOf(character);
            if (digit < 0) return false;
            exponent = exponent * 10 + digit;
        }

        if (negative) exponent = -exponent;
        return true;
    }

    // A cast of a floating-point number to 8 or 16 bits goes by 32 bits in Java.
    private static long ToInt64ByInt32(object number) => number is double or float ? ToInt32(number) : ToInt64(number);
}
