using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Connect.Compatibility.Tests.Pipelines;

/// <summary>What the scenarios do with Kafka, and look at there.</summary>
internal sealed class KafkaProbe(string bootstrap) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IAdminClient _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).Build();

    public Task CreateTopicAsync(JsonObject step) => _admin.CreateTopicsAsync([new TopicSpecification
    {
        Name = Text(step, "name"), NumPartitions = step["partitions"]?.GetValue<int>() ?? 1, ReplicationFactor = 1,
        Configs = step["configs"]?.AsObject().ToDictionary(p => p.Key, p => p.Value!.ToString()) ?? [],
    }]);

    public void Produce(JsonObject step)
    {
        var config = new ProducerConfig { BootstrapServers = bootstrap, TransactionalId = step["transactional-id"]?.ToString(), EnableIdempotence = true, LingerMs = 0 };
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(config).Build();
        if (config.TransactionalId is not null)
        {
            producer.InitTransactions(Patience);
            producer.BeginTransaction();
        }

        foreach (var record in step["records"]!.AsArray().Select(r => r!.AsObject()))
        {
            var message = new Message<byte[]?, byte[]?> { Key = Bytes(record["key"]), Value = Bytes(record["value"]) };
            if (record["timestamp"] is { } time) message.Timestamp = new Timestamp(time.GetValue<long>(), TimestampType.CreateTime);
            if (record["headers"] is JsonArray headers)
            {
                message.Headers = [];
                foreach (var header in headers) message.Headers.Add(header![0]!.ToString(), Bytes(header[1]));
            }

            producer.Produce(new TopicPartition(Text(step, "topic"), record["partition"]?.GetValue<int>() ?? Partition.Any), message);
        }

        producer.Flush(Patience);
        if (config.TransactionalId is null) return;
        if (step["abort"]?.GetValue<bool>() == true) producer.AbortTransaction();
        else producer.CommitTransaction();
    }

    public async Task DoAsync(JsonObject step)
    {
        switch (Text(step, "op"))
        {
            case "add-partitions":
                await _admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = Text(step, "topic"), IncreaseTo = step["partitions"]!.GetValue<int>() }]);
                break;
            case "delete-records":
                await _admin.DeleteRecordsAsync([new TopicPartitionOffset(Text(step, "topic"), step["partition"]!.GetValue<int>(), step["before"]!.GetValue<long>())]);
                break;
            case "alter-group-offsets":
                await _admin.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets(Text(step, "group"), [.. step["offsets"]!.AsArray().Select(o =>
                    new TopicPartitionOffset(o!["topic"]!.ToString(), o["partition"]!.GetValue<int>(), o["offset"]!.GetValue<long>()))])]);
                break;
            case "fence-producers":
                foreach (var id in step["ids"]!.AsArray())
                {
                    using var producer = new ProducerBuilder<Null, Null>(new ProducerConfig { BootstrapServers = bootstrap, TransactionalId = id!.ToString() }).Build();
                    producer.InitTransactions(Patience);
                }

                break;
            case var other:
                throw new NotSupportedException(other);
        }
    }

    /// <summary>All records of a topic, by partition and offset.</summary>
    public List<ConsumeResult<byte[]?, byte[]?>> Consume(string topic, bool readCommitted)
    {
        var partitions = PartitionsOf(topic);
        var config = new ConsumerConfig
        {
            BootstrapServers = bootstrap,
            GroupId = $"probe-{Guid.NewGuid()}",
            EnablePartitionEof = true,
            EnableAutoCommit = false,
            FetchWaitMaxMs = 20,
            IsolationLevel = readCommitted ? IsolationLevel.ReadCommitted : IsolationLevel.ReadUncommitted,
        };
        using var consumer = new ConsumerBuilder<byte[]?, byte[]?>(config).Build();
        consumer.Assign(partitions.Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        var records = new List<ConsumeResult<byte[]?, byte[]?>>();
        var open = partitions.ToHashSet();
        while (open.Count > 0 && consumer.Consume(Patience) is { } record)
        {
            if (record.IsPartitionEOF) open.Remove(record.Partition);
            else records.Add(record);
        }

        return [.. records.OrderBy(r => r.Partition.Value).ThenBy(r => r.Offset.Value)];
    }

    public async Task<JsonNode> GroupAsync(string group)
    {
        var offsets = (await _admin.ListConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitions(group, null)]))[0].Partitions;
        return new JsonObject(offsets.Where(o => o.Offset.Value >= 0).Select(o => KeyValuePair.Create($"{o.Topic}-{o.Partition.Value}", (JsonNode?)o.Offset.Value)));
    }

    public async Task<JsonNode?> GroupStateAsync(string group) =>
        (await _admin.ListConsumerGroupsAsync()).Valid.Find(g => g.GroupId == group) is { } found ? JsonValue.Create(found.State.ToString()) : null;

    public async Task<JsonNode> MembersAsync(string group)
    {
        var described = (await _admin.DescribeConsumerGroupsAsync([group])).ConsumerGroupDescriptions[0];
        return new JsonObject
        {
            ["state"] = described.State.ToString(),
            ["members"] = described.Members.Count,
            ["partitions"] = new JsonArray([.. described.Members.SelectMany(m => m.Assignment.TopicPartitions).Select(p => $"{p.Topic}-{p.Partition.Value}")
                .Order(StringComparer.Ordinal).Select(p => JsonValue.Create(p))]),
        };
    }

    /// <summary>Null if there is none.</summary>
    public async Task<JsonNode?> TopicAsync(string topic)
    {
        if (Find(topic) is not { } found) return null;
        var configs = (await _admin.DescribeConfigsAsync([new ConfigResource { Type = ResourceType.Topic, Name = topic }]))[0].Entries.Values;
        return new JsonObject
        {
            ["partitions"] = found.Partitions.Count,
            ["replication"] = found.Partitions[0].Replicas.Length,
            ["configs"] = new JsonObject(configs.Where(c => c.Source == ConfigSource.DynamicTopicConfig).Select(c => KeyValuePair.Create(c.Name, (JsonNode?)c.Value))),
        };
    }

    public List<string> Topics() => [.. _admin.GetMetadata(Patience).Topics.Select(t => t.Topic).Order(StringComparer.Ordinal)];

    public void Dispose() => _admin.Dispose();

    private List<int> PartitionsOf(string topic) => Find(topic) is { } found ? [.. found.Partitions.Select(p => p.PartitionId)] : [];

    private TopicMetadata? Find(string topic) => _admin.GetMetadata(Patience).Topics.Find(t => t.Topic == topic && !t.Error.IsError);

    private static string Text(JsonObject step, string name) => step[name]!.ToString();

    private static byte[]? Bytes(JsonNode? value) => value switch
    {
        null => null,
        JsonObject coded => Convert.FromBase64String(coded["base64"]!.ToString()),
        _ => Encoding.UTF8.GetBytes(value.ToString()),
    };
}

/// <summary>A step of a scenario did not work out.</summary>
internal sealed class PipelineException(string message) : Exception(message);
