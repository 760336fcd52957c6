using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Connect.Sdk.Options;

namespace Connect.Sdk.Tests.Options;

public sealed class OptionsTests
{
    private enum Mode
    {
        Fast,
        Safe,
    }

    [Fact]
    public void Options_are_bound_with_defaults_and_types()
    {
        var options = OptionsDefinition.Bind<Sample>(new Dictionary<string, string?>
        {
            ["url"] = " http://x ",
            ["mode"] = "safe",
            ["tables"] = "a, b",
            ["secret"] = "s",
            ["limit"] = "7",
        });
        Assert.Equal(("http://x", Mode.Safe, 7L, 500, true), (options.Url, options.Mode, options.Limit, options.Batch, options.Follow));
        Assert.Equal(["a", "b"], options.Tables);
        Assert.Equal("s", options.Secret!.Value);
        Assert.Null(OptionsDefinition.Bind<Sample>(new Dictionary<string, string?> { ["url"] = "u" }).Limit);
    }

    [Theory]
    [InlineData("url", "", "Invalid value  for configuration url: String must be non-empty")]
    [InlineData("batch", "0", "Invalid value 0 for configuration batch: Value must be at least 1")]
    [InlineData("batch", "x", "Invalid value x for configuration batch: Not a number of type INT")]
    [InlineData("mode", "slow", "Invalid value slow for configuration mode: String must be one of (case insensitive): FAST, SAFE")]
    public void Errors_have_the_texts_of_kafka(string key, string value, string message)
    {
        var config = new Dictionary<string, string?> { ["url"] = "u", [key] = value };
        Assert.Equal(message, Assert.Throws<ConfigException>(() => OptionsDefinition.Bind<Sample>(config)).Message);
    }

    [Fact]
    public void A_missing_setting_is_told() => Assert.Equal(
        "Missing required configuration \"url\" which has no default value.",
        Assert.Throws<ConfigException>(() => OptionsDefinition.Bind<Sample>(new Dictionary<string, string?>())).Message);

    [Fact]
    public void A_class_that_cannot_work_says_why()
    {
        Assert.Contains("DateTime", Assert.Throws<InvalidOperationException>(OptionsDefinition.Of<WrongType>).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<InvalidOperationException>(OptionsDefinition.Of<Twice>).Message, StringComparison.Ordinal);
    }

    private sealed class Sample
    {
        [ConfigOption("url"), NonEmpty]
        public required string Url { get; init; }

        [ConfigOption("mode", Default = Mode.Fast)]
        public Mode Mode { get; init; }

        [ConfigOption("batch", Default = 500), AtLeast(1)]
        public int Batch { get; init; }

        [ConfigOption("limit"), Between(1L, 10L)]
        public long? Limit { get; init; }

        [ConfigOption("follow", Default = true)]
        public bool Follow { get; init; }

        [ConfigOption("tables", Default = new string[0])]
        public IReadOnlyList<string> Tables { get; init; } = [];

        [ConfigOption("secret")]
        public Password? Secret { get; init; }
    }

    private sealed class WrongType
    {
        [ConfigOption("at")]
        public DateTime At { get; init; }
    }

    private sealed class Twice
    {
        [ConfigOption("a", Default = 1)]
        public int One { get; init; }

        [ConfigOption("a", Default = 1)]
        public int Two { get; init; }
    }
}
