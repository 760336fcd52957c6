using Confluent.Kafka;
using Connect.Broker.Tests.Support;
using ErrorCode = Confluent.Kafka.ErrorCode;

namespace Connect.Silo.Tests;

/// <summary><c>connect broker</c> as a process: how it starts, stops, and comes back after a kill.</summary>
public sealed class BrokerCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_ends_with_0_when_asked_to()
    {
        using var broker = StartBroker();
        await broker.AddressAsync();
        Assert.Equal(0, await broker.StopAsync());
    }

    [Fact]
    public async Task A_second_one_on_the_same_folder_refuses_to_start()
    {
        using var first = StartBroker();
        await first.AddressAsync();
        using var second = StartBroker();
        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("held by another process", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_setting_is_told_in_a_line()
    {
        using var broker = StartBroker("--set", "num.partitions=none", "--set", "log.segment.bytes=-4");
        Assert.Equal(1, await broker.ExitAsync());
        Assert.Contains("num.partitions", broker.Output, StringComparison.Ordinal);
        Assert.Contains("log.segment.bytes", broker.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", broker.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_an_unknown_format_is_refused()
    {
        using (var first = StartBroker())
        {
            await first.AddressAsync();
            await first.StopAsync();
        }

        var meta = Path.Combine(_folder.Path, "meta.properties");
        var lines = await File.ReadAllLinesAsync(meta, TestContext.Current.CancellationToken);
        Assert.Contains("connect.broker.format=1", lines);
        await File.WriteAllLinesAsync(meta, [.. lines.Select(l => l == "connect.broker.format=1" ? "connect.broker.format=91" : l)], TestContext.Current.CancellationToken);
        using var second = StartBroker();
        Assert.Equal(1, await second.ExitAsync());
        Assert.Contains("91", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_kill_under_load()
    {
        var acknowledged = 0L;
        for (var round = 0; round < 3; round++)
        {
            using var broker = StartBroker();
            using var producer = Producer(await broker.AddressAsync());
            var before = Interlocked.Read(ref acknowledged);
            var next = before;
            while (Interlocked.Read(ref acknowledged) < before + 2000)
            {
                for (var i = 0; i < 100; i++, next++)
                    producer.Produce(new TopicPartition("topic", 0), new() { Value = "v" }, r =>
                    {
                        if (r.Error.Code == ErrorCode.NoError) InterlockedMax(ref acknowledged, r.Offset.Value + 1);
                    });
                producer.Poll(TimeSpan.FromMilliseconds(1));
            }

            broker.Kill();
        }

        using var last = StartBroker();
        using var consumer = new ConsumerBuilder<Ignore, string>(new ConsumerConfig { BootstrapServers = await last.AddressAsync(), GroupId = "g" })
            .SetLogHandler((_, _) => { }).Build();
        var end = consumer.QueryWatermarkOffsets(new TopicPartition("topic", 0), TimeSpan.FromSeconds(30)).High.Value;
        Assert.True(end >= acknowledged, $"{acknowledged} records were acknowledged, the log ends at {end}");
        consumer.Assign(new TopicPartitionOffset("topic", 0, 0));
        for (var offset = 0L; offset < acknowledged; offset++)
            Assert.Equal(offset, consumer.Consume(TimeSpan.FromSeconds(30))?.Offset.Value);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); value > seen;)
        {
            var was = Interlocked.CompareExchange(ref target, value, seen);
            if (was == seen) return;
            seen = was;
        }
    }

    private static IProducer<Null, string> Producer(string address)
        => new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = address, Acks = Acks.All, MessageTimeoutMs = 10_000 })
            .SetLogHandler((_, _) => { }).Build();

    private ConnectProcess StartBroker(params string[] more) => ConnectProcess.Start(["broker", "--port", "0", "--data", _folder.Path, .. more]);
}
