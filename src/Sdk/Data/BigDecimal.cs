using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using Connect.Sdk.Java;

namespace Connect.Sdk.Data;

/// <summary>
/// A decimal number of any length, <c>Unscaled × 10^-Scale</c>: the class of DECIMAL values (<c>java.math.BigDecimal</c>). The scale is part of the value:
/// 1.0 does not equal 1.00.
/// </summary>
public readonly record struct BigDecimal(BigInteger Unscaled, int Scale)
{
    /// <summary>A <see cref="decimal"/> with its scale.</summary>
    public static implicit operator BigDecimal(decimal value) => From(value);

    /// <summary>The number of digits of the unscaled value; 1 for zero.</summary>
    public int Precision => BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).Length;

    /// <summary>A <see cref="decimal"/> with its scale.</summary>
    public static BigDecimal From(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var unscaled = ((BigInteger)(uint)bits[2] << 64) | ((BigInteger)(uint)bits[1] << 32) | (uint)bits[0];
        return new BigDecimal(bits[3] < 0 ? -unscaled : unscaled, (bits[3] >> 16) & 0xFF);
    }

    /// <summary>The number that a <see cref="double"/> prints as (<c>BigDecimal.valueOf</c>).</summary>
    /// <exception cref="FormatException">It is not finite.</exception>
    public static BigDecimal From(double value) => Parse(JavaFloatingPoint.ToText(value));

    /// <summary>Reads a number in Java's syntax, see <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static BigDecimal Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"\"{text}\" is not a decimal number");

    /// <summary>
    /// Reads a number in Java's syntax: a sign, digits of any script with at most one point, an exponent. Spaces are not allowed.
    /// The scale is the number of digits after the point less the exponent.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BigDecimal value) => JavaNumbers.TryParseDecimal(text, out value);

    /// <summary>This number with another scale; null if that would cut off digits other than zero.</summary>
    public BigDecimal? Rescale(int scale)
    {
        if (scale >= Scale) return new BigDecimal(Unscaled * BigInteger.Pow(10, scale - Scale), scale);
        if (Unscaled.IsZero) return new BigDecimal(0, scale);
        if (Scale - (long)scale > Precision) return null;
        var quotient = BigInteger.DivRem(Unscaled, BigInteger.Pow(10, Scale - scale), out var rest);
        return rest.IsZero ? new BigDecimal(quotient, scale) : null;
    }

    /// <summary>The whole part, cut to its low 64 bits as Java does.</summary>
    public long ToInt64() => Scale <= -64 ? 0 : (long)(ulong)(Truncate() & ulong.MaxValue);

    /// <summary>The whole part.</summary>
    public BigInteger Truncate()
    {
        if (Scale <= 0) return Unscaled.IsZero || Scale == 0 ? Unscaled : Unscaled * BigInteger.Pow(10, -Scale);
        return Scale >= Precision ? BigInteger.Zero : BigInteger.Divide(Unscaled, BigInteger.Pow(10, Scale));
    }

    /// <summary>The nearest <see cref="double"/>; infinite if it is out of range.</summary>
    public double ToDouble() => double.Parse(ExponentForm(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The nearest <see cref="float"/>; infinite if it is out of range.</summary>
    public float ToSingle() => float.Parse(ExponentForm(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The number in digits alone (<c>toPlainString</c>).</summary>
    public string ToPlainString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture);
        var sign = Unscaled.Sign < 0 ? "-" : "";
        if (Scale == 0) return sign + digits;
        if (Scale < 0) return Unscaled.IsZero ? "0" : sign + digits + new string('0', -Scale);
        if (digits.Length <= Scale) digits = new string('0', Scale - digits.Length + 1) + digits;
        return $"{sign}{digits.AsSpan(0, digits.Length - Scale)}.{digits.AsSpan(digits.Length - Scale)}";
    }

    /// <summary>The number as Java prints it: with an exponent if it is tiny or has a negative scale.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture);
        var adjusted = -(long)Scale + (digits.Length - 1);
        if (Scale >= 0 && adjusted >= -6) return ToPlainString();
        var sign = Unscaled.Sign < 0 ? "-" : "";
        var fraction = digits.Length > 1 ? $".{digits.AsSpan(1)}" : "";
        var exponent = adjusted == 0 ? "" : $"E{(adjusted > 0 ? "+" : "")}{adjusted.ToString(CultureInfo.InvariantCulture)}";
        return $"{sign}{digits[0]}{fraction}{exponent}";
    }

    private string ExponentForm() => $"{Unscaled.ToString(CultureInfo.InvariantCulture)}E{(-(long)Scale).ToString(CultureInfo.InvariantCulture)}";
}
