using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Connect.Cluster.Tests;

/// <summary>A topic of numbered records, dealt out to its partitions in turn: a number tells its partition and its offset.</summary>
internal static class NumberedRecords
{
    public const string Topic = "numbers";
    public const int Partitions = 4;

    /// <summary>How many, how often something is killed, and in which way, as the environment says.</summary>
    public static int Count { get; } = Setting("CONNECT_CHAOS_RECORDS", 100_000);

    public static int Rounds { get; } = Setting("CONNECT_CHAOS_ROUNDS", 8);

    public static int Seed { get; } = Setting("CONNECT_CHAOS_SEED", 20261127);

    public static async Task CreateTopicAsync(string bootstrap)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();
        await admin.CreateTopicsAsync([new TopicSpecification { Name = Topic, NumPartitions = Partitions, ReplicationFactor = 1 }]);
    }

    /// <summary>Produces what belongs to a round, so that each has records under way when something dies.</summary>
    public static void Produce(string bootstrap, int round)
    {
        var config = new ProducerConfig { BootstrapServers = bootstrap, EnableIdempotence = true, QueueBufferingMaxMessages = 2_000_000 };
        using var producer = new ProducerBuilder<Null, string>(config).Build();
        for (var i = (int)((long)Count * round / Rounds); i < (int)((long)Count * (round + 1) / Rounds); i++)
            producer.Produce(new TopicPartition(Topic, i % Partitions), new Message<Null, string> { Value = i.ToString(CultureInfo.InvariantCulture) });
        producer.Flush(TestContext.Current.CancellationToken);
    }

    /// <summary>The numbers of a partition, in order.</summary>
    public static List<int> Of(int partition) => [.. Enumerable.Range(0, Count).Where(i => i % Partitions == partition)];

    private static int Setting(string name, int missing) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : missing;
}
