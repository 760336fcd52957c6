using System.Globalization;
using System.Numerics;

namespace Connect.Sdk.Java;

/// <summary>
/// <c>Double.toString</c> and <c>Float.toString</c> as of Java 8 to 18, which do not always print the shortest text that reads back
/// (JDK-4511638): Connect's published outputs come from them.
/// </summary>
internal static class JavaFloatingPoint
{
    private const int DoubleFractionBits = 52;
    private const int FloatFractionBits = 23;
    private const int MaxSmallExponent = 62;
    private const int MinSmallExponent = -(63 / 3);

    /// <summary>5 to the power of the index, as far as 64 bits reach.</summary>
    private static readonly ulong[] PowersOf5 = [.. Enumerable.Range(0, 28).Select(p => (ulong)BigInteger.Pow(5, p))];

    /// <summary>No text is longer than this.</summary>
    public const int MaxLength = 32;

    public static string ToText(double value)
    {
        Span<char> text = stackalloc char[MaxLength];
        return text[..Format(value, text)].ToString();
    }

    public static string ToText(float value)
    {
        Span<char> text = stackalloc char[MaxLength];
        return text[..Format(value, text)].ToString();
    }

    /// <summary>Writes the text, of at most <see cref="MaxLength"/> characters.</summary>
    /// <returns>Its length.</returns>
    public static int Format(double value, Span<char> text)
    {
        if (!double.IsFinite(value)) return NotFinite(value, text);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var fraction = bits & ((1L << DoubleFractionBits) - 1);
        var exponent = (int)(bits >> DoubleFractionBits) & 0x7FF;
        if (exponent == 0 && fraction == 0) return Zero(bits < 0, text);
        int significant;
        if (exponent == 0)
        {
            var leading = BitOperations.LeadingZeroCount((ulong)fraction);
            var shift = leading - (63 - DoubleFractionBits);
            fraction <<= shift;
            exponent = 1 - shift;
            significant = 64 - leading;
        }
        else
        {
            fraction |= 1L << DoubleFractionBits;
            significant = DoubleFractionBits + 1;
        }

        return Print(bits < 0, exponent - 1023, fraction, significant, text);
    }

    /// <summary>Writes the text, of at most <see cref="MaxLength"/> characters.</summary>
    /// <returns>Its length.</returns>
    public static int Format(float value, Span<char> text)
    {
        if (!float.IsFinite(value)) return NotFinite(value, text);
        var bits = BitConverter.SingleToInt32Bits(value);
        var fraction = bits & ((1 << FloatFractionBits) - 1);
        var exponent = (bits >> FloatFractionBits) & 0xFF;
        if (exponent == 0 && fraction == 0) return Zero(bits < 0, text);
        int significant;
        if (exponent == 0)
        {
            var leading = BitOperations.LeadingZeroCount((uint)fraction);
            var shift = leading - (31 - FloatFractionBits);
            fraction <<= shift;
            exponent = 1 - shift;
            significant = 32 - leading;
        }
        else
        {
            fraction |= 1 << FloatFractionBits;
            significant = FloatFractionBits + 1;
        }

        return Print(bits < 0, exponent - 127, (long)fraction << (DoubleFractionBits - FloatFractionBits), significant, text);
    }

    private static int NotFinite(double value, Span<char> text) => Put(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity", text);

    private static int Zero(bool negative, Span<char> text) => Put(negative ? "-0.0" : "0.0", text);

    private static int Put(ReadOnlySpan<char> from, Span<char> text)
    {
        from.CopyTo(text);
        return from.Length;
    }

    private static int Print(bool negative, int binaryExponent, long fraction, int significant, Span<char> text)
    {
        Span<char> space = stackalloc char[64];
        var found = new Digits(space);
        found.Find(binaryExponent, fraction, significant);
        ReadOnlySpan<char> digits = space[..found.Count];
        var exponent = found.Exponent;
        var length = 0;
        if (negative) text[length++] = '-';
        if (exponent is > 0 and < 8)
        {
            var whole = Math.Min(digits.Length, exponent);
            length += Put(digits[..whole], text[length..]);
            for (; whole < exponent; whole++) text[length++] = '0';
            text[length++] = '.';
            return length + (digits.Length > exponent ? Put(digits[exponent..], text[length..]) : Put("0", text[length..]));
        }

        if (exponent is <= 0 and > -3)
        {
            length += Put("0.", text[length..]);
            for (; exponent < 0; exponent++) text[length++] = '0';
            return length + Put(digits, text[length..]);
        }

        text[length++] = digits[0];
        text[length++] = '.';
        length += digits.Length > 1 ? Put(digits[1..], text[length..]) : Put("0", text[length..]);
        text[length++] = 'E';
        (exponent - 1).TryFormat(text[length..], out var written, default, CultureInfo.InvariantCulture);
        return length + written;
    }

    /// <summary>The digits of a number and the place of its point, found as the JDK's <c>FloatingDecimal</c> finds them.</summary>
    private ref struct Digits(Span<char> digits)
    {
        private readonly Span<char> _digits = digits;

        public int Count { get; private set; }

        /// <summary>Where the point stands, counted from the first digit.</summary>
        public int Exponent { get; private set; }

        public void Find(int exponent, long fraction, int significant)
        {
            var tailZeros = BitOperations.TrailingZeroCount(fraction);
            var fractionBits = DoubleFractionBits + 1 - tailZeros;
            var tinyBits = Math.Max(0, fractionBits - exponent - 1);
            if (tinyBits == 0 && exponent is <= MaxSmallExponent and >= MinSmallExponent) FindWhole(exponent, fraction, significant);
            else Develop(exponent, fraction, significant, tailZeros, fractionBits, tinyBits);
        }

        private static int InsignificantDigits(int powerOfTwo) => powerOfTwo <= 1 ? 0 : (int)(powerOfTwo * 0.301029995663981);

        private static int EstimateExponent(long fraction, int exponent)
        {
            var mantissa = BitConverter.Int64BitsToDouble((1023L << DoubleFractionBits) | (fraction & ((1L << DoubleFractionBits) - 1)));
            return (int)Math.Floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
        }

        private static int BitsOfPowerOf5(int power) => power < PowersOf5.Length ? 64 - BitOperations.LeadingZeroCount(PowersOf5[power]) : power * 3;

        private void FindWhole(int exponent, long fraction, int significant)
        {
            var insignificant = exponent > significant ? InsignificantDigits(exponent - significant - 1) : 0;
            var value = exponent >= DoubleFractionBits
                ? fraction << (exponent - DoubleFractionBits)
                : (long)((ulong)fraction >> (DoubleFractionBits - exponent));
            if (insignificant != 0)
            {
                var power = (long)Math.Pow(10, insignificant);
                var rest = value % power;
                value /= power;
                Exponent = insignificant;
                if (rest >= power >> 1) value++;
            }

            while (value % 10 == 0)
            {
                value /= 10;
                Exponent++;
            }

            value.TryFormat(_digits, out var written, default, CultureInfo.InvariantCulture);
            Count = written;
            Exponent += written;
        }

        /// <summary>Long division of B by S; it stops as soon as what is left is within half a unit in the last place, M, of the number.</summary>
        private void Develop(int exponent, long fraction, int significant, int tailZeros, int fractionBits, int tinyBits)
        {
            var decimalExponent = EstimateExponent(fraction, exponent);
            var b5 = Math.Max(0, -decimalExponent);
            var b2 = b5 + tinyBits + exponent;
            var s5 = Math.Max(0, decimalExponent);
            var s2 = s5 + tinyBits;
            var m5 = b5;
            var m2 = b2 - significant;
            fraction >>>= tailZeros;
            b2 -= fractionBits - 1;
            var common = Math.Min(b2, s2);
            b2 -= common;
            s2 -= common;
            m2 -= common;
            if (fractionBits == 1) m2--;
            if (m2 < 0)
            {
                b2 -= m2;
                s2 -= m2;
                m2 = 0;
            }

            // The JDK takes one of two paths by the size of the numbers, and they differ in whether the upper bound itself is included.
            if (fractionBits + b2 + BitsOfPowerOf5(b5) < 64 && s2 + 1 + BitsOfPowerOf5(s5 + 1) < 64)
            {
                DivideSmall(
                    ((ulong)fraction * PowersOf5[b5]) << b2, PowersOf5[s5] << s2, ((UInt128)PowersOf5[m5] << m2) * 10, decimalExponent);
            }
            else
            {
                DivideLarge(
                    ((BigInteger)fraction * BigInteger.Pow(5, b5)) << b2, BigInteger.Pow(5, s5) << s2, (BigInteger.Pow(5, m5) << m2) * 10, decimalExponent);
            }
        }

        private void DivideSmall(ulong b, ulong s, UInt128 m, int decimalExponent)
        {
            var tenS = s * 10;
            bool low, high;
            for (var first = true; ; first = false)
            {
                var digit = b / s;
                b = (b - digit * s) * 10;
                if (!first) m *= 10;
                low = b < m;
                high = b + m > tenS;
                if (first && digit == 0 && !high) decimalExponent--;
                else _digits[Count++] = (char)('0' + digit);
                if (first && decimalExponent is < -3 or >= 8) high = low = false;
                if (low || high) break;
            }

            Finish(low, high, (b << 1).CompareTo(tenS), decimalExponent);
        }

        private void DivideLarge(BigInteger b, BigInteger s, BigInteger m, int decimalExponent)
        {
            var tenS = s * 10;
            bool low, high;
            for (var first = true; ; first = false)
            {
                var digit = (int)BigInteger.DivRem(b, s, out b);
                b *= 10;
                if (!first) m *= 10;
                low = b < m;
                high = b + m >= tenS;
                if (first && digit == 0 && !high) decimalExponent--;
                else _digits[Count++] = (char)('0' + digit);
                if (first && decimalExponent is < -3 or >= 8) high = low = false;
                if (low || high) break;
            }

            Finish(low, high, (b << 1).CompareTo(tenS), decimalExponent);
        }

        private void Finish(bool low, bool high, int comparedToHalf, int decimalExponent)
        {
            Exponent = decimalExponent + 1;
            if (!high) return;
            var difference = low ? comparedToHalf : 1;
            if (difference > 0 || (difference == 0 && (_digits[Count - 1] & 1) != 0)) RoundUp();
        }

        private void RoundUp()
        {
            var at = Count - 1;
            while (at > 0 && _digits[at] == '9') _digits[at--] = '0';
            if (_digits[at] == '9')
            {
                Exponent++;
                _digits[at] = '1';
                return;
            }

            _digits[at]++;
        }
    }
}
