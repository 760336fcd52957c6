using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Connect.Kafka;

/// <summary>A topic that is wanted.</summary>
/// <param name="Name">The name.</param>
/// <param name="Partitions">The number of partitions; -1 leaves it to Kafka.</param>
/// <param name="Replication">The replication factor; -1 leaves it to Kafka.</param>
/// <param name="Configs">The topic's configuration; null for Kafka's.</param>
internal sealed record TopicToCreate(string Name, int Partitions, short Replication, IReadOnlyDictionary<string, string>? Configs);

/// <summary>Looks for topics and creates them (<c>org.apache.kafka.connect.util.TopicAdmin</c>).</summary>
internal sealed class TopicAdmin(ClientConfig config) : IDisposable
{
    private const int TopicAuthorizationFailed = 29;
    private const int ClusterAuthorizationFailed = 31;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly IAdminClient _client = AdminClients.Create(config);

    public IAdminClient Client => _client;

    /// <summary>Whether there is such a topic.</summary>
    /// <exception cref="KafkaClientException">Kafka does not tell.</exception>
    public async Task<bool> ExistsAsync(string topic, CancellationToken cancellationToken)
    {
        try
        {
            await _client.DescribeTopicsAsync(TopicCollection.OfTopicNames([topic]), new DescribeTopicsOptions { RequestTimeout = Timeout })
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DescribeTopicsException e)
        {
            var error = e.Results.TopicDescriptions[0].Error;
            if (error.Code == ErrorCode.UnknownTopicOrPart) return false;
            throw KafkaError.Of((int)error.Code, topic, error.Reason);
        }
        catch (KafkaException e)
        {
            throw KafkaError.Of((int)e.Error.Code, topic, e.Error.Reason);
        }
    }

    /// <summary>Creates a topic.</summary>
    /// <returns>False if it was there already.</returns>
    /// <exception cref="KafkaClientException">Kafka refuses it.</exception>
    public async Task<bool> CreateAsync(TopicToCreate topic, CancellationToken cancellationToken)
    {
        var specification = new TopicSpecification
        {
            Name = topic.Name,
            NumPartitions = topic.Partitions,
            ReplicationFactor = topic.Replication,
            Configs = topic.Configs?.ToDictionary(),
        };
        try
        {
            await _client.CreateTopicsAsync([specification], new CreateTopicsOptions { RequestTimeout = Timeout, OperationTimeout = Timeout })
                .WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (CreateTopicsException e)
        {
            var error = e.Results[0].Error;
            if (error.Code == ErrorCode.TopicAlreadyExists) return false;
            throw KafkaError.Of((int)error.Code, topic.Name, error.Reason);
        }
        catch (KafkaException e)
        {
            throw KafkaError.Of((int)e.Error.Code, topic.Name, e.Error.Reason);
        }
    }

    /// <summary>Creates a compacted topic of one partition, unless it is there; a client that may not create topics is told by the first that needs it.</summary>
    /// <exception cref="KafkaClientException">Kafka refuses it.</exception>
    public async Task CreateCompactedAsync(string topic, short replication, CancellationToken cancellationToken)
    {
        try
        {
            await CreateAsync(new TopicToCreate(topic, 1, replication, new Dictionary<string, string> { ["cleanup.policy"] = "compact" }), cancellationToken).ConfigureAwait(false);
        }
        catch (KafkaClientException e) when (e.Code is TopicAuthorizationFailed or ClusterAuthorizationFailed)
        {
            // It may have been created by someone who may.
        }
    }

    public void Dispose() => _client.Dispose();
}
