using Connect.Api.Http;
using Connect.Api.Security;
using Connect.Broker.Tests.Support;
using Connect.Sdk.Errors;

namespace Connect.Api.Tests;

public sealed class HttpRulesTests
{
    [Theory]
    [InlineData("/", "")]
    [InlineData("/connectors", "connectors")]
    [InlineData("/connectors/", "connectors")]
    [InlineData("/connectors?a=/b//c", "connectors")]
    [InlineData("/a;x=1/b;y", "a|b")]
    [InlineData("/a%2Fb/c%252F/%C3%BC", "a/b|c%2F|ü")]
    [InlineData("/a+b/..", "a+b|..")]
    [InlineData("http://host:1/a/b?c", "a|b")]
    public void Paths_are_decoded_once_and_segment_by_segment(string target, string expected)
    {
        Assert.True(RequestPath.TryParse(target, out var segments, out _));
        Assert.Equal(expected, string.Join('|', segments));
    }

    [Theory]
    [InlineData("/a//b")]
    [InlineData("//")]
    [InlineData("/;x=1")]
    [InlineData("/%zz")]
    [InlineData("/%4")]
    [InlineData("/%FF")]
    [InlineData("/a%00")]
    [InlineData("/a%0Ab")]
    public void Broken_paths_are_refused_with_a_reason(string target)
    {
        Assert.False(RequestPath.TryParse(target, out _, out var problem));
        Assert.NotEqual("", problem);
    }

    [Fact]
    public void Any_name_survives_its_way_into_a_path()
    {
        var random = new Random(7);
        for (var n = 0; n < 5000; n++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => (char)(random.Next(3) == 0 ? random.Next(0xA0, 0xD000) : random.Next(0x20, 0x7F))));
            Assert.True(RequestPath.TryParse($"/connectors/{Uri.EscapeDataString(name)}/config", out var segments, out _), name);
            Assert.Equal(name, segments[1]);
            Assert.True(RequestPath.TryParse($"/connectors/{LocationText.Encode(name)}", out segments, out _), name);
            Assert.Equal(name, segments[1]);
        }
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("APPLICATION/JSON; charset=utf-8", true)]
    [InlineData("application/*", true)]
    [InlineData("text/plain", false)]
    [InlineData("application/merge-patch+json", false)]
    [InlineData("garbage", null)]
    [InlineData("a/b/c", null)]
    public void Bodies_are_JSON(string type, bool? expected) => Assert.Equal(expected, MediaTypes.Takes(type));

    [Theory]
    [InlineData("*/*", "application/json")]
    [InlineData("application/*;q=0.1", "application/json")]
    [InlineData("text/html, application/json;q=0.5", "application/json")]
    [InlineData("application/json; charset=utf-8", "application/json;charset=utf-8")]
    [InlineData("application/json;v=\"a,b\"", "application/json;v=\"a,b\"")]
    [InlineData("text/html", null)]
    [InlineData("application/json;q=0", null)]
    [InlineData("garbage", null)]
    public void Answers_follow_what_is_accepted(string accept, string? expected)
    {
        Assert.True(MediaTypes.TrySelect(accept, MediaTypes.Json, out var answer));
        Assert.Equal(expected, answer);
    }

    [Theory]
    [InlineData("a/b/c")]
    [InlineData("application/json;q=2")]
    [InlineData("application/json;q")]
    public void What_is_no_Accept_header_is_told_apart(string accept) => Assert.False(MediaTypes.TrySelect(accept, MediaTypes.Json, out _));

    [Fact]
    public void A_JAAS_file_has_entries_comments_and_quotes()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "jaas.conf");
        File.WriteAllText(file, """
            // other { not.This required; };
            Other { some.Module optional a="}"; };
            /* KafkaConnect { commented.Out required; }; */
            KafkaConnect {
              my.Module required
                file="/tmp/with \"quotes\" // and slashes" plain=value;
            };
            """);
        var module = Assert.Single(JaasFile.Read(file, "KafkaConnect"));
        Assert.Equal("my.Module", module.Class);
        Assert.Equal("/tmp/with \"quotes\" // and slashes", module.Options["file"]);
        Assert.Equal("value", module.Options["plain"]);
        Assert.Contains("no entry Nobody", Assert.Throws<ConfigException>(() => JaasFile.Read(file, "Nobody")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "-Xmx1g -Djava.security.auth.login.config=/a/b -Dx=y", "/a/b")]
    [InlineData(null, "\"-Dother=1\" -Djava.security.auth.login.config=\"/with space/b\"", "/with space/b")]
    [InlineData("/set", "-Djava.security.auth.login.config=/a", "/set")]
    [InlineData(null, null, null)]
    public void The_JAAS_file_is_named_by_a_setting_or_by_an_option_of_Java(string? setting, string? options, string? expected) =>
        Assert.Equal(expected, BasicAuth.JaasFileOf(setting, options));

    [Fact]
    public void A_map_of_hashes_lists_its_keys_as_Java_does() => Assert.Equal(
        // Printed by a java.util.HashMap of the settings of JsonConverter.
        ["decimal.format", "converter.type", "schemas.cache.size", "replace.null.with.default", "schemas.enable", "schema.content"],
        Connect.Sdk.Java.JavaHashOrder.Of(
            ["converter.type", "schemas.enable", "schemas.cache.size", "schema.content", "decimal.format", "replace.null.with.default"], k => k));
}
