using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Connect.Sdk.Java;

/// <summary><c>Double.parseDouble</c> and <c>Float.parseFloat</c>.</summary>
internal static partial class JavaFloatingPointParser
{
    public static bool TryParse(string? text, out double value) =>
        TryParse(text, out value, s => double.Parse(s, NumberStyles.Float, CultureInfo.InvariantCulture));

    public static bool TryParseSingle(string? text, out float value)
    {
        var parsed = TryParse(text, out var wide, s => float.Parse(s, NumberStyles.Float, CultureInfo.InvariantCulture));
        value = (float)wide;
        return parsed;
    }

    private static bool TryParse(string? text, out double value, Func<string, double> parse)
    {
        value = 0;
        if (text is null) return false;
        text = text.Trim(JavaStrings.TrimmedCharacters);
        var negative = text.StartsWith('-');
        var unsigned = text is ['+' or '-', ..] ? text[1..] : text;
        if (unsigned == "NaN") value = double.NaN;
        else if (unsigned == "Infinity") value = double.PositiveInfinity;
        else if (Decimal().IsMatch(unsigned)) value = parse(unsigned.TrimEnd('f', 'F', 'd', 'D'));
        else if (Hexadecimal().Match(unsigned) is { Success: true } match) value = FromHexadecimal(match);
        else return false;
        if (negative) value = -value;
        return true;
    }

    private static double FromHexadecimal(Match match)
    {
        var fraction = match.Groups[2].Value;
        var mantissa = BigInteger.Parse("0" + match.Groups[1].Value + fraction, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        if (mantissa.IsZero) return 0;
        if (!int.TryParse(match.Groups[3].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var power))
            return match.Groups[3].Value.StartsWith('-') ? 0 : double.PositiveInfinity;
        return Math.ScaleB((double)mantissa, (int)Math.Clamp(power - 4L * fraction.Length, -100_000, 100_000));
    }

    [GeneratedRegex(@"^([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?[fFdD]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?[0-9]+)[fFdD]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Hexadecimal();
}
