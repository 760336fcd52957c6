using Connect.Broker.Configuration;
using CsCheck;

namespace Connect.Broker.Tests.Configuration;

public sealed class BrokerSettingsTests
{
    [Fact]
    public void Every_default_is_a_valid_value_of_its_own_key()
    {
        foreach (var key in BrokerConfigs.Definition.Keys.Concat(TopicConfigs.Definition.Keys))
            Assert.Null(key.Default is null ? null : key.Check(key.Default, out _));
    }

    [Fact]
    public void Nothing_given_is_a_laptop()
    {
        var s = BrokerSettings.Default;
        Assert.Equal(1, s.NodeId);
        Assert.Equal("127.0.0.1", s.Listener.Host);
        Assert.True(s.Log.AutoCreateTopics);
        Assert.Equal(1, s.Log.DefaultPartitions);
        Assert.Equal(TimeSpan.Zero, s.Groups.InitialRebalanceDelay);
        Assert.Equal(new Broker.Log.LogConfig(), s.TopicDefaults);
    }

    [Fact]
    public void Wrong_values_are_one_line_each_and_unknown_keys_are_told()
    {
        var parsed = Parse(("num.partitions", "0"), ("log.retention.ms", "soon"), ("no.such.key", "1"), ("no.such.key", "2"), ("ssl.keystore.location", "x"));
        Assert.Null(parsed.Settings);
        Assert.Equal(
            [
                "Invalid value 0 for configuration num.partitions: Value must be at least 1",
                "Invalid value soon for configuration log.retention.ms: Not a number of type LONG",
            ],
            parsed.Errors);
        Assert.Equal(["no.such.key"], parsed.UnknownKeys);
    }

    [Fact]
    public void Settings_that_do_not_go_together_are_refused()
    {
        Assert.Single(Parse(("group.min.session.timeout.ms", "10"), ("group.max.session.timeout.ms", "9")).Errors);
        Assert.Single(Parse(("node.id", "3"), ("broker.id", "4")).Errors);
        Assert.Contains(Parse(("group.consumer.session.timeout.ms", "1000")).Errors, e => e.Contains("ask for 45000 to 60000", StringComparison.Ordinal));
        Assert.Single(Parse(("log.retention.ms", "0")).Errors);
    }

    [Theory]
    [InlineData("log.retention.hours", "2", 7200_000)]
    [InlineData("log.retention.minutes", "3", 180_000)]
    [InlineData("log.retention.ms", "-1", -1)]
    [InlineData("log.retention.hours", "-1", -1)]
    public void Coarser_units_of_retention_count(string key, string value, long expected) =>
        Assert.Equal(expected, Parse((key, value)).Settings!.TopicDefaults.RetentionMs);

    [Fact]
    public void The_finest_unit_wins() =>
        Gen.Select(Gen.Long[1, 1L << 40].Nullable(), Gen.Int[1, 30_000].Nullable(), Gen.Int[1, 500].Nullable()).Sample((ms, minutes, hours) =>
        {
            var pairs = new List<(string, string)>();
            if (hours is not null) pairs.Add(("log.retention.hours", $"{hours}"));
            if (minutes is not null) pairs.Add(("log.retention.minutes", $"{minutes}"));
            if (ms is not null) pairs.Add(("log.retention.ms", $"{ms}"));
            var expected = ms ?? (minutes * 60_000L) ?? (hours * 3600_000L) ?? 604_800_000;
            return Parse([.. pairs]).Settings!.TopicDefaults.RetentionMs == expected;
        });

    [Theory]
    [InlineData("PLAINTEXT://:9092", "", 9092)]
    [InlineData("PLAINTEXT://0.0.0.0:0", "0.0.0.0", 0)]
    [InlineData("plaintext://[::1]:9093", "::1", 9093)]
    [InlineData("CONTROLLER://127.0.0.1:1, PLAINTEXT://a.b:2", "a.b", 2)]
    public void Listeners_are_understood(string text, string host, int port)
    {
        var listener = Parse(("listeners", text)).Settings!.Listener;
        Assert.Equal((host, port), (listener.Host, listener.Port));
    }

    [Theory]
    [InlineData("SSL://a:1")]
    [InlineData("PLAINTEXT://a")]
    [InlineData("PLAINTEXT://a:70000")]
    [InlineData("PLAINTEXT://a:1,PLAINTEXT://a:2")]
    [InlineData("a:1")]
    [InlineData("")]
    public void Other_listeners_are_refused_with_one_line(string text) =>
        Assert.StartsWith("listeners:", Assert.Single(Parse(("listeners", text)).Errors), StringComparison.Ordinal);

    [Fact]
    public void An_address_that_nobody_can_reach_is_not_advertised()
    {
        Assert.Single(Parse(("advertised.listeners", "PLAINTEXT://0.0.0.0:9092")).Errors);
        Assert.Equal("kafka.local", Parse(("advertised.listeners", "PLAINTEXT://kafka.local:1")).Settings!.Listener.AdvertisedHost);
    }

    [Fact]
    public void Any_pairs_give_settings_or_errors() =>
        Gen.Select(Gen.Int[0, BrokerConfigs.Definition.Keys.Count - 1], Gen.OneOf(Gen.String, Gen.Long.Select(n => $"{n}"), Gen.OneOf("true", "", "-1", "0")))
            .Array[0, 5].Sample(pairs =>
            {
                var parsed = BrokerSettings.Parse(pairs.Select(p => new KeyValuePair<string, string>(BrokerConfigs.Definition.Keys[p.Item1].Name, p.Item2)));
                return (parsed.Settings is null) == (parsed.Errors.Count > 0) && parsed.Errors.All(e => e.Length > 0);
            });

    private static ParsedSettings Parse(params (string Key, string Value)[] pairs) =>
        BrokerSettings.Parse(pairs.Select(p => new KeyValuePair<string, string>(p.Key, p.Value)));
}
