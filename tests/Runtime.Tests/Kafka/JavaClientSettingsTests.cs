using Connect.Kafka;
using Connect.Kafka.Native;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Tests.Kafka;

public sealed class JavaClientSettingsTests
{
    [Fact]
    public void A_producer_waits_for_ever_keeps_the_order_and_has_Javas_buffer()
    {
        var config = JavaClientSettings.Translate(ConnectorClientType.Producer, new Dictionary<string, string?> { ["bootstrap.servers"] = "a:1" });
        Assert.Equal(("0", "true", "all", "32768", "murmur2_random"), (
            config["message.timeout.ms"], config["enable.idempotence"], config["acks"], config["queue.buffering.max.kbytes"], config["partitioner"]));
    }

    [Fact]
    public void Without_idempotence_one_request_is_in_flight()
    {
        var config = JavaClientSettings.Translate(ConnectorClientType.Producer, new Dictionary<string, string?> { ["bootstrap.servers"] = "a:1", ["acks"] = "1", ["delivery.timeout.ms"] = "5000" });
        Assert.Equal((null, "1", "5000"), (config["enable.idempotence"], config["max.in.flight.requests.per.connection"], config["message.timeout.ms"]));
    }

    [Fact]
    public void Names_of_Java_are_translated_and_those_of_the_JVM_left_out()
    {
        var unknown = new List<string>();
        var config = JavaClientSettings.Translate(
            ConnectorClientType.Consumer,
            new Dictionary<string, string?>
            {
                ["fetch.max.wait.ms"] = "7",
                ["key.deserializer"] = "x",
                ["acks"] = "all",
                ["no.such.thing"] = "1",
                ["partition.assignment.strategy"] = "org.apache.kafka.clients.consumer.RoundRobinAssignor",
                ["send.buffer.bytes"] = "-1",
            },
            unknown.Add);
        Assert.Equal(("7", "roundrobin", null, null), (config["fetch.wait.max.ms"], config["partition.assignment.strategy"], config["acks"], config["socket.send.buffer.bytes"]));
        Assert.Equal(["no.such.thing"], unknown);
    }

    [Fact]
    public void A_login_is_taken_from_the_line_of_JAAS()
    {
        var config = JavaClientSettings.Translate(ConnectorClientType.Admin, new Dictionary<string, string?>
        {
            ["sasl.mechanism"] = "PLAIN",
            ["sasl.jaas.config"] = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" password=\"a\\\"b\";",
        });
        Assert.Equal(("PLAIN", "me", "a\"b"), (config["sasl.mechanisms"], config["sasl.username"], config["sasl.password"]));
        Assert.DoesNotContain("a\"b", config.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_librdkafka_refuses_is_named_without_the_value()
    {
        var config = JavaClientSettings.Translate(ConnectorClientType.Producer, new Dictionary<string, string?> { ["linger.ms"] = "900000001" });
        var error = Assert.Throws<ConfigException>(() => NativeConf.Create(config));
        Assert.Contains("linger.ms", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("900000001", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acks", "perhaps", "Invalid value perhaps for configuration acks: String must be one of: all, -1, 0, 1")]
    [InlineData("linger.ms", "soon", "Invalid value soon for configuration linger.ms: Not a number of type LONG")]
    [InlineData("max.request.size", "-1", "Invalid value -1 for configuration max.request.size: Value must be at least 0")]
    public void A_value_that_the_java_client_refuses_is_refused_with_its_words(string name, string value, string message)
    {
        var error = Assert.Throws<ConfigException>(() => JavaClientSettings.Translate(ConnectorClientType.Producer, new Dictionary<string, string?> { [name] = value }));
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void Every_name_that_is_passed_on_is_one_of_librdkafkas()
    {
        foreach (var kind in Enum.GetValues<ConnectorClientType>())
        {
            var config = JavaClientSettings.Translate(kind, new Dictionary<string, string?> { ["bootstrap.servers"] = "a:1", ["client.id"] = "c", ["group.id"] = "g" });
            Librdkafka.rd_kafka_conf_destroy(NativeConf.Create(config));
        }
    }
}
