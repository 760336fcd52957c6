using Connect.Runtime.Configuration;

namespace Connect.Runtime.Tests.Configuration;

/// <summary>As <c>java.util.Properties.load</c> reads.</summary>
public sealed class PropertiesFileTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("  a : b ", "a", "b ")]
    [InlineData("a b=c", "a", "b=c")]
    [InlineData("a", "a", "")]
    [InlineData("a\\=b=c", "a=b", "c")]
    [InlineData("a=b\\\n   c", "a", "bc")]
    [InlineData("a=b\\\\\nc=d", "a", "b\\")]
    [InlineData("a=\\u00fc\\t\\x", "a", "ü\tx")]
    [InlineData("# no\n! no\r\na=1\ra=2", "a", "2")]
    [InlineData("a=b # c", "a", "b # c")]
    [InlineData("a=b\\", "a", "b")]
    public void It_reads_as_java_does(string text, string key, string value) => Assert.Equal(value, PropertiesFile.Parse(text)[key]);

    [Fact]
    public void Comments_and_empty_lines_are_no_properties() => Assert.Empty(PropertiesFile.Parse("\n  \n#a=b\n   !c=d\n"));
}
