using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Kafka;
using Connect.Kafka.Consuming;
using Connect.Runtime.Tests.Kafka.Support;
using ClientConfig = Connect.Kafka.ClientConfig;

namespace Connect.Runtime.Tests.Kafka;

public sealed class TopicReaderTests
{
    private const string Topic = "offsets";
    private const int ListOffsets = 2;
    private const int Records = 30;

    /// <summary>librdkafka then tells no end and no error, which must not pass for an empty topic: a task would begin again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task All_is_read_although_the_broker_dies_when_it_is_asked_for_the_ends(int times)
    {
        await using var proxy = await BreakingProxy.StartAsync();
        await FillAsync(proxy.Bootstrap);
        using var reader = new TopicReader(Config(proxy.Bootstrap), Topic);
        proxy.Break(ListOffsets, times);
        Assert.Equal(Enumerable.Range(0, Records), await ReadAsync(reader));
        Assert.Equal(0, proxy.Unbroken);
    }

    [Fact]
    public async Task A_topic_that_is_not_there_is_an_error()
    {
        await using var proxy = await BreakingProxy.StartAsync();
        using var reader = new TopicReader(Config(proxy.Bootstrap), Topic);
        Assert.Contains("UnknownTopicOrPartition", (await Assert.ThrowsAsync<KafkaClientException>(() => ReadAsync(reader))).JavaClass, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_added_since_is_read_with_the_next_call()
    {
        await using var proxy = await BreakingProxy.StartAsync();
        await FillAsync(proxy.Bootstrap);
        using var reader = new TopicReader(Config(proxy.Bootstrap), Topic);
        Assert.Equal(Records, (await ReadAsync(reader)).Count);
        Assert.Empty(await ReadAsync(reader));
        await ProduceAsync(proxy.Bootstrap, [Records]);
        Assert.Equal([Records], await ReadAsync(reader));
    }

    private static ClientConfig Config(string bootstrap) =>
        new([new("bootstrap.servers", bootstrap), new("group.id", "reader"), new("isolation.level", "read_committed"), new("reconnect.backoff.ms", "50"), new("reconnect.backoff.max.ms", "50")]);

    private static async Task<List<int>> ReadAsync(TopicReader reader)
    {
        var read = new List<int>();
        await reader.ReadToEndAsync((key, _) => read.Add(int.Parse(Encoding.UTF8.GetString(key!), System.Globalization.CultureInfo.InvariantCulture)), TestContext.Current.CancellationToken);
        read.Sort();
        return read;
    }

    private static async Task FillAsync(string bootstrap)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = Topic, NumPartitions = 3, ReplicationFactor = 1 }]);
        await ProduceAsync(bootstrap, Enumerable.Range(0, Records));
    }

    private static async Task ProduceAsync(string bootstrap, IEnumerable<int> keys)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = bootstrap }).Build();
        await Task.WhenAll(keys.Select(k => producer.ProduceAsync(Topic, new Message<string, string> { Key = $"{k}", Value = "" }, TestContext.Current.CancellationToken)));
    }
}
