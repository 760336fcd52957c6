using Confluent.Kafka;
using Connect.Sdk.Errors;

namespace Connect.Kafka;

/// <summary>Makes the clients by which a cluster is asked and changed.</summary>
internal static class AdminClients
{
    /// <exception cref="ConfigException">A setting is wrong.</exception>
    public static IAdminClient Create(ClientConfig config)
    {
        try
        {
            return new AdminClientBuilder(config.Settings).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw new ConfigException($"Failed to construct a Kafka client: {e.Message}");
        }
    }
}
