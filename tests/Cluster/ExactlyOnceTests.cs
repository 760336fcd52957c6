using System.Globalization;
using Confluent.Kafka;
using Connect.Silo.Tests;

namespace Connect.Cluster.Tests;

/// <summary>
/// Numbered records are copied by several tasks that write exactly once, while workers and the broker are killed and tasks restarted at random. The short form
/// runs with all tests; the README tells how to run the long one.
/// </summary>
public sealed class ExactlyOnceTests
{
    [Fact]
    public async Task Each_record_comes_once_and_in_order_whatever_is_killed()
    {
        using var cluster = await KilledAtRandom.StartAsync("--set", "exactly.once.source.support=enabled", "--set", "offset.storage.replication.factor=1");
        var bootstrap = cluster.Rig.Bootstrap;
        using (var client = await cluster.ClientAsync()) await CreateMirrorAsync(client, bootstrap);
        await cluster.RunAsync("mirror", tasks: 3);
        using var rest = await cluster.ClientAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                // A task that failed because Kafka was away for too long is restarted by an operator.
                await rest.SendAsync(HttpMethod.Post, "/connectors/mirror/restart?includeTasks=true&onlyFailed=true");
                return Committed(bootstrap).Values.Sum(v => v.Count) >= NumberedRecords.Count;
            },
            async () => $"{Committed(bootstrap).Values.Sum(v => v.Count)} of {NumberedRecords.Count} records came; {await rest.GetAsync("/connectors/mirror/status")}\n{cluster.Story()}");
        var copies = Committed(bootstrap);
        foreach (var (partition, numbers) in copies)
            Assert.True(numbers.SequenceEqual(NumberedRecords.Of(partition)), $"{Difference(partition, numbers)}\n{cluster.Story()}");
    }

    private static string Difference(int partition, List<int> numbers)
    {
        var expected = NumberedRecords.Of(partition);
        var at = numbers.Zip(expected).TakeWhile(n => n.First == n.Second).Count();
        return $"Partition {partition} has {numbers.Count} of {expected.Count} numbers, and goes on at {at} with {string.Join(", ", numbers.Skip(at).Take(5))}.";
    }

    private static async Task CreateMirrorAsync(WorkerClient client, string bootstrap)
    {
        const string bytes = "org.apache.kafka.connect.converters.ByteArrayConverter";
        await client.CreateAsync(
            "mirror", ("connector.class", "org.apache.kafka.connect.mirror.MirrorSourceConnector"), ("tasks.max", "3"), ("topics", "numbers"),
            ("source.cluster.alias", "a"), ("target.cluster.alias", "b"), ("source.cluster.bootstrap.servers", bootstrap), ("target.cluster.bootstrap.servers", bootstrap),
            ("replication.factor", "1"), ("offset-syncs.topic.replication.factor", "1"), ("offset-syncs.topic.location", "target"),
            ("exactly.once.support", "required"), ("consumer.isolation.level", "read_committed"),
            ("key.converter", bytes), ("value.converter", bytes), ("header.converter", bytes));
        await client.WaitForStateAsync("mirror", "RUNNING", tasks: 3);
    }

    /// <summary>What a read_committed reader sees of the copy, by partition.</summary>
    private static Dictionary<int, List<int>> Committed(string bootstrap)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = $"reader-{Guid.NewGuid()}",
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnablePartitionEof = true,
            EnableAutoCommit = false,
        };
        using var consumer = new ConsumerBuilder<Ignore, string>(config).Build();
        consumer.Assign(Enumerable.Range(0, NumberedRecords.Partitions).Select(p => new TopicPartitionOffset("a.numbers", p, Offset.Beginning)));
        var seen = Enumerable.Range(0, NumberedRecords.Partitions).ToDictionary(p => p, _ => new List<int>());
        var ends = new HashSet<int>();
        while (ends.Count < NumberedRecords.Partitions && consumer.Consume(TimeSpan.FromSeconds(10)) is { } message)
        {
            if (message.IsPartitionEOF) ends.Add(message.Partition);
            else seen[message.Partition].Add(int.Parse(message.Message.Value, CultureInfo.InvariantCulture));
        }

        return seen;
    }
}
