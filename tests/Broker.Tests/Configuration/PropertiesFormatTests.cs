using Connect.Broker.Configuration;
using CsCheck;

namespace Connect.Broker.Tests.Configuration;

public sealed class PropertiesFormatTests
{
    private static readonly Gen<char> Letter = Gen.OneOf(Gen.Char['a', 'z'], Gen.Char[" \t\f\n\r=:#!\\u\u00e9\u20ac"]);
    private static readonly Gen<string> Value = Gen.String[Letter, 0, 12];

    // Before an empty key a separator of white space only would be the line's own indentation.
    private static readonly Gen<string> Key = Gen.String[Letter, 1, 12];

    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("  a  =  b  ", "a", "b  ")]
    [InlineData("a:b", "a", "b")]
    [InlineData("a b", "a", "b")]
    [InlineData("a = = b", "a", "= b")]
    [InlineData("a", "a", "")]
    [InlineData("a\\=b=c", "a=b", "c")]
    [InlineData("a=1\\\n   2", "a", "12")]
    [InlineData("a=1\\\r\n   2\r\n", "a", "12")]
    [InlineData("a=1\\\\\n", "a", "1\\")]
    [InlineData("a=1\\\n#2", "a", "1#2")]
    [InlineData("a=\\u0041\\t\\n\\z", "a", "A\t\nz")]
    [InlineData("# no\n! no\n\n \t\na=b", "a", "b")]
    [InlineData("=b", "", "b")]
    [InlineData("a=b\\", "a", "b")]
    public void A_line_is_read_as_Java_reads_it(string text, string key, string value) =>
        Assert.Equal([new KeyValuePair<string, string>(key, value)], PropertiesFormat.Parse(text));

    [Fact]
    public void An_escape_without_four_digits_is_refused()
    {
        Assert.Throws<FormatException>(() => PropertiesFormat.Parse("a=\\u12"));
        Assert.Throws<FormatException>(() => PropertiesFormat.Parse("a=\\u12x4"));
    }

    [Fact]
    public void What_is_written_with_escapes_is_read_back() =>
        Gen.Select(Key, Value, Gen.Bool, Gen.OneOf("=", ":", " ", " = ", "\t")).Array[0, 6].Sample(pairs =>
        {
            var file = string.Concat(pairs.Select(p => (p.Item3 ? "# note\n" : "") + Escape(p.Item1) + p.Item4 + Escape(p.Item2) + "\n"));
            var expected = pairs.Select(p => new KeyValuePair<string, string>(p.Item1, p.Item2));
            return expected.SequenceEqual(PropertiesFormat.Parse(file));
        });

    [Fact]
    public void Any_text_is_read_or_refused_but_never_hangs() =>
        Gen.String.Sample(text =>
        {
            try
            {
                PropertiesFormat.Parse(text);
            }
            catch (FormatException)
            {
            }
        });

    private static string Escape(string text) => string.Concat(text.Select(c => c switch
    {
        ' ' or '=' or ':' or '#' or '!' or '\\' => "\\" + c,
        '\t' => "\\t",
        '\n' => "\\n",
        '\r' => "\\r",
        '\f' => "\\f",
        > '\x7e' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    }));
}
