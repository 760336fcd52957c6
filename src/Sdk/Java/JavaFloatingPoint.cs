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

    public static string ToText(double value)
    {
        if (!double.IsFinite(value)) return NotFinite(value);
        var bits = BitConverter.DoubleToInt64Bits(value);
        var sign = bits < 0 ? "-" : "";
        var fraction = bits & ((1L << DoubleFractionBits) - 1);
        var exponent = (int)(bits >> DoubleFractionBits) & 0x7FF;
        if (exponent == 0 && fraction == 0) return sign + "0.0";
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

        return sign + Print(Digits.Of(exponent - 1023, fraction, significant));
    }

    public static string ToText(float value)
    {
        if (!float.IsFinite(value)) return NotFinite(value);
        var bits = BitConverter.SingleToInt32Bits(value);
        var sign = bits < 0 ? "-" : "";
        var fraction = bits & ((1 << FloatFractionBits) - 1);
        var exponent = (bits >> FloatFractionBits) & 0xFF;
        if (exponent == 0 && fraction == 0) return sign + "0.0";
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

        return sign + Print(Digits.Of(exponent - 127, (long)fraction << (DoubleFractionBits - FloatFractionBits), significant));
    }

    private static string NotFinite(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    private static string Print((string Digits, int Exponent) number)
    {
        var (digits, exponent) = number;
        switch (exponent)
        {
            case > 0 and < 8:
                return digits.Length <= exponent
                    ? $"{digits}{new string('0', exponent - digits.Length)}.0"
                    : $"{digits.AsSpan(0, exponent)}.{digits.AsSpan(exponent)}";
            case <= 0 and > -3:
                return $"0.{new string('0', -exponent)}{digits}";
            default:
                var fraction = digits.Length > 1 ? digits[1..] : "0";
                return $"{digits[0]}.{fraction}E{(exponent - 1).ToString(CultureInfo.InvariantCulture)}";
        }
    }

    /// <summary>The digits of a number and the place of its point, found as the JDK's <c>FloatingDecimal</c> finds them.</summary>
    private ref struct Digits
    {
        private readonly Span<char> _digits;
        private int _count;
        private int _exponent;

        private Digits(Span<char> digits) => _digits = digits;

        public static (string, int) Of(int exponent, long fraction, int significant)
        {
            var tailZeros = BitOperations.TrailingZeroCount(fraction);
            var fractionBits = DoubleFractionBits + 1 - tailZeros;
            var tinyBits = Math.Max(0, fractionBits - exponent - 1);
            if (tinyBits == 0 && exponent is <= MaxSmallExponent and >= MinSmallExponent) return OfWhole(exponent, fraction, significant);
            Span<char> space = stackalloc char[64];
            var digits = new Digits(space);
            digits.Develop(exponent, fraction, significant, tailZeros, fractionBits, tinyBits);
            return (digits._digits[..digits._count].ToString(), digits._exponent);
        }

        private static (string, int) OfWhole(int exponent, long fraction, int significant)
        {
            var insignificant = exponent > significant ? InsignificantDigits(exponent - significant - 1) : 0;
            var value = exponent >= DoubleFractionBits
                ? fraction << (exponent - DoubleFractionBits)
                : (long)((ulong)fraction >> (DoubleFractionBits - exponent));
            var point = 0;
            if (insignificant != 0)
            {
                var power = (long)Math.Pow(10, insignificant);
                var rest = value % power;
                value /= power;
                point += insignificant;
                if (rest >= power >> 1) value++;
            }

            while (value % 10 == 0)
            {
                value /= 10;
                point++;
            }

            var text = value.ToString(CultureInfo.InvariantCulture);
            return (text, point + text.Length);
        }

        private static int InsignificantDigits(int powerOfTwo) => powerOfTwo <= 1 ? 0 : (int)(powerOfTwo * 0.301029995663981);

        private static int EstimateExponent(long fraction, int exponent)
        {
            var mantissa = BitConverter.Int64BitsToDouble((1023L << DoubleFractionBits) | (fraction & ((1L << DoubleFractionBits) - 1)));
            return (int)Math.Floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + exponent * 0.301029995663981);
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
            var bBits = fractionBits + b2 + BitsOfPowerOf5(b5);
            var tenSBits = s2 + 1 + BitsOfPowerOf5(s5 + 1);
            var inclusive = bBits >= 64 || tenSBits >= 64;

            var b = ((BigInteger)fraction * BigInteger.Pow(5, b5)) << b2;
            var s = BigInteger.Pow(5, s5) << s2;
            var m = (BigInteger.Pow(5, m5) << m2) * 10;
            var tenS = s * 10;
            var digit = (int)BigInteger.DivRem(b, s, out b);
            b *= 10;
            var low = b < m;
            var high = inclusive ? b + m >= tenS : b + m > tenS;
            if (digit == 0 && !high) decimalExponent--;
            else _digits[_count++] = (char)('0' + digit);
            if (decimalExponent is < -3 or >= 8) high = low = false;
            while (!low && !high)
            {
                digit = (int)BigInteger.DivRem(b, s, out b);
                b *= 10;
                m *= 10;
                low = b < m;
                high = inclusive ? b + m >= tenS : b + m > tenS;
                _digits[_count++] = (char)('0' + digit);
            }

            _exponent = decimalExponent + 1;
            if (!high) return;
            var difference = low ? (b << 1).CompareTo(tenS) : 1;
            if (difference > 0 || (difference == 0 && (_digits[_count - 1] & 1) != 0)) RoundUp();
        }

        private static int BitsOfPowerOf5(int power) => power < 28 ? (int)(BigInteger.Pow(5, power)).GetBitLength() : power * 3;

        private void RoundUp()
        {
            var at = _count - 1;
            while (at > 0 && _digits[at] == '9') _digits[at--] = '0';
            if (_digits[at] == '9')
            {
                _exponent++;
                _digits[at] = '1';
                return;
            }

            _digits[at]++;
        }
    }
}
