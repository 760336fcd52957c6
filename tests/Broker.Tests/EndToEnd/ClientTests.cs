using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Broker.Tests.Support;

namespace Connect.Broker.Tests.EndToEnd;

/// <summary>What an application does, with the client that .NET applications use (librdkafka).</summary>
public sealed class ClientTests
{
    [Theory]
    [InlineData(CompressionType.None)]
    [InlineData(CompressionType.Gzip)]
    [InlineData(CompressionType.Snappy)]
    [InlineData(CompressionType.Lz4)]
    [InlineData(CompressionType.Zstd)]
    public async Task What_is_written_is_read(CompressionType compression)
    {
        await using var broker = await RunningBroker.StartAsync();
        using (var producer = broker.Producer(c => c.CompressionType = compression))
        {
            for (var i = 0; i < 500; i++) producer.Produce("topic", new() { Key = "k" + i, Value = new string('v', i) });
            producer.Flush(TestContext.Current.CancellationToken);
        }

        using var consumer = broker.Consumer();
        consumer.Subscribe("topic");
        var records = RunningBroker.Read(consumer, 500);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => ("k" + i, i, (long)i)), records.Select(r => (r.Message.Key, r.Message.Value.Length, r.Offset.Value)));
    }

    [Fact]
    public async Task All_topics_are_listed()
    {
        await using var broker = await RunningBroker.StartAsync();
        using (var producer = broker.Producer())
        {
            foreach (var topic in (string[])["one", "two"]) await producer.ProduceAsync(topic, new() { Value = "v" }, TestContext.Current.CancellationToken);
        }

        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Address }).SetLogHandler((_, _) => { }).Build();
        Assert.Equal(["one", "two"], admin.GetMetadata(TimeSpan.FromSeconds(30)).Topics.Select(t => t.Topic).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_group_goes_on_where_it_committed_also_after_a_restart()
    {
        using var folder = new TempFolder();
        await using (var broker = await RunningBroker.StartAsync(folder))
        {
            using var producer = broker.Producer();
            for (var i = 0; i < 10; i++) await producer.ProduceAsync("topic", new() { Value = "v" + i }, TestContext.Current.CancellationToken);
            using var consumer = broker.Consumer(c => c.GroupId = "g");
            consumer.Subscribe("topic");
            consumer.Commit(RunningBroker.Read(consumer, 4)[^1]);
            consumer.Close();
        }

        await using (var broker = await RunningBroker.StartAsync(folder))
        {
            using var consumer = broker.Consumer(c => c.GroupId = "g");
            consumer.Subscribe("topic");
            Assert.Equal(["v4", "v5", "v6", "v7", "v8", "v9"], RunningBroker.Read(consumer, 6).Select(r => r.Message.Value));
        }
    }

    [Fact]
    public async Task Aborted_transactions_are_not_seen_by_those_who_read_committed()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var producer = broker.Producer(c => c.TransactionalId = "tx");
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        foreach (var value in new[] { "commit1", "abort1", "commit2", "abort2", "commit3" })
        {
            producer.BeginTransaction();
            producer.Produce("topic", new() { Value = value });
            if (value.StartsWith("commit", StringComparison.Ordinal)) producer.CommitTransaction(TimeSpan.FromSeconds(30));
            else producer.AbortTransaction(TimeSpan.FromSeconds(30));
        }

        using var committed = broker.Consumer(c => c.IsolationLevel = IsolationLevel.ReadCommitted);
        committed.Subscribe("topic");
        Assert.Equal(["commit1", "commit2", "commit3"], RunningBroker.Read(committed, 3).Select(r => r.Message.Value));
    }

    [Fact]
    public async Task Two_members_share_the_partitions_and_one_takes_over()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var admin = broker.Admin();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = "shared", NumPartitions = 4, ReplicationFactor = 1 }]);
        using var one = broker.Consumer(c => c.GroupId = "g");
        var two = broker.Consumer(c => c.GroupId = "g");
        one.Subscribe("shared");
        two.Subscribe("shared");
        PollUntil(() => one.Assignment.Count == 2 && two.Assignment.Count == 2, "two partitions each", one, two);
        Assert.Equal(4, one.Assignment.Concat(two.Assignment).Distinct().Count());
        two.Close();
        two.Dispose();
        PollUntil(() => one.Assignment.Count == 4, "all four with the one that stays", one);
    }

    [Fact]
    public async Task The_newer_group_protocol_shares_partitions_too()
    {
        await using var broker = await RunningBroker.StartAsync();
        using var admin = broker.Admin();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = "shared", NumPartitions = 4, ReplicationFactor = 1 }]);
        using var one = broker.Consumer(Newer);
        using var two = broker.Consumer(Newer);
        one.Subscribe("shared");
        two.Subscribe("shared");
        PollUntil(() => one.Assignment.Count == 2 && two.Assignment.Count == 2, "two partitions each", one, two);
        Assert.Equal(4, one.Assignment.Concat(two.Assignment).Distinct().Count());

        static void Newer(ConsumerConfig c)
        {
            c.GroupId = "g";
            c.GroupProtocol = GroupProtocol.Consumer;
            c.SessionTimeoutMs = null;
        }
    }

    private static void PollUntil(Func<bool> condition, string what, params IConsumer<string, string>[] consumers)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            foreach (var consumer in consumers) consumer.Consume(TimeSpan.FromMilliseconds(50));
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(60), $"it did not come to {what}");
        }
    }
}
