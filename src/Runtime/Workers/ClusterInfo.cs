using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Connect.Kafka;
using Connect.Runtime.Configuration.Worker;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Asks Kafka who it is.</summary>
public static partial class ClusterInfo
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>The id of the cluster. Waits for as long as Kafka cannot be reached, and says so.</summary>
    /// <exception cref="ConfigException">A setting of the client is wrong.</exception>
    public static async Task<string> WaitForIdAsync(WorkerConfig config, ILogger logger, CancellationToken cancellationToken)
    {
        var settings = JavaClientSettings.Translate(ConnectorClientType.Admin, config.AdminSettings());
        using var admin = AdminClients.Create(settings);
        var delay = TimeSpan.FromMilliseconds(250);
        while (true)
        {
            try
            {
                var cluster = await admin.DescribeClusterAsync(new DescribeClusterOptions { RequestTimeout = Timeout }).WaitAsync(cancellationToken).ConfigureAwait(false);
                return cluster.ClusterId;
            }
            catch (KafkaException e)
            {
                LogWaiting(logger, config.BootstrapServers, e.Error.Reason);
                await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Kafka at {Servers} cannot be reached ({Reason}): check bootstrap.servers and that it runs. Trying again")]
    private static partial void LogWaiting(ILogger logger, string servers, string reason);
}
