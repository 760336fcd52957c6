using Connect.Kafka;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Sources.Topics;

/// <summary>Creates topics by the rules of a connector before its first record goes there; for one task.</summary>
internal sealed class TopicCreator(TopicCreationRules rules, Func<TopicAdmin> connect) : IDisposable
{
    private const int ClusterAuthorizationFailed = 31;
    private const int InvalidConfig = 40;
    private const int TopicAuthorizationFailed = 29;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private TopicAdmin? _admin;

    /// <summary>Whether the topic is known to be there.</summary>
    public bool Knows(string topic) => _known.Contains(topic);

    /// <summary>Creates the topic, unless it is there.</summary>
    /// <exception cref="RetriableException">It may work another time.</exception>
    /// <exception cref="ConnectException">It cannot be created.</exception>
    public async Task EnsureAsync(string topic, CancellationToken cancellationToken)
    {
        _admin ??= connect();
        var wanted = rules.For(topic).Topic;
        try
        {
            if (!await _admin.ExistsAsync(topic, cancellationToken).ConfigureAwait(false)) await _admin.CreateAsync(wanted, cancellationToken).ConfigureAwait(false);
            _known.Add(topic);
        }
        catch (KafkaClientException e)
        {
            throw e.Code switch
            {
                _ when KafkaError.IsRetriable(e.Code) => new RetriableException($"Timed out while checking for or creating topic(s) '{topic}'. This could indicate a connectivity issue, "
                    + "unavailable topic partitions, or if this is your first use of the topic it may have taken too long to create.", e),
                ClusterAuthorizationFailed or TopicAuthorizationFailed => new ConnectException(
                    $"Task failed to create new topic {Text(wanted)}. Ensure that the task is authorized to create topics or that the topic exists and restart the task", e),
                InvalidConfig => new ConnectException($"Unable to create topic(s) '{topic}': {e.Message}", e),
                _ => new ConnectException($"Error while attempting to create/find topic(s) '{topic}'", e),
            };
        }
    }

    public void Dispose() => _admin?.Dispose();

    private static string Text(TopicToCreate topic) =>
        $"(name={topic.Name}, numPartitions={Text(topic.Partitions)}, replicationFactor={Text(topic.Replication)}, replicasAssignments=null, "
        + $"configs={{{string.Join(", ", topic.Configs?.Select(c => $"{c.Key}={c.Value}") ?? [])}}})";

    private static string Text(int number) => number < 0 ? "default" : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
