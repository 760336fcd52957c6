using Connect.Sdk.Java;
using CsCheck;

namespace Connect.Sdk.Tests.Java;

/// <summary>The short way through a date gives what the whole parser gives, for texts that fit the pattern and for those that nearly do.</summary>
public sealed class PlainDateTests
{
    private static readonly string[] Patterns =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", "yyyyMMddHHmmss", "dd/MM/yyyy HH:mm", "yyyyMMdd HHmmssSSS"];

    [Fact]
    public void A_plain_date_is_read_as_by_the_whole_parser() =>
        Gen.Select(Gen.Int[0, Patterns.Length - 1], Gen.Int[1, 9999], Gen.Int[0, 99].Array[5], Gen.Int[0, 999], Gen.Int[0, 6], Gen.Int[0, 30])
            .Sample((chosen, year, numbers, milliseconds, stray, at) =>
            {
                var pattern = Patterns[chosen];
                var text = pattern.Replace("yyyy", $"{year:0000}").Replace("MM", $"{numbers[0] % 15:00}").Replace("dd", $"{numbers[1] % 40:00}")
                    .Replace("HH", $"{numbers[2] % 30:00}").Replace("mm", $"{numbers[3]:00}").Replace("ss", $"{numbers[4]:00}")
                    .Replace("SSS", $"{milliseconds:000}").Replace("'", "");
                if (at < text.Length && at % 3 == 0) text = text.Insert(at, "0 9-:x٣"[stray].ToString());
                if (at < text.Length && at % 5 == 0) text = text.Remove(at, 1);
                var format = new JavaDateFormat(pattern);
                var read = format.TryParse(text, TimeProvider.System, out var milli);
                var whole = format.TryParseWhole(text, TimeProvider.System, out var expected);
                Assert.Equal((whole, whole ? expected : 0), (read, read ? milli : 0));
            });
}
