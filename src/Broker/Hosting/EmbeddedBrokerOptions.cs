namespace Connect.Broker.Hosting;

/// <summary>Where an embedded broker listens and keeps its data, and its settings.</summary>
public sealed class EmbeddedBrokerOptions
{
    /// <summary>The folder of the logs; created when it is not there. One process at a time can hold it.</summary>
    public required string DataDirectory { get; set; }

    /// <summary>The address to listen on. Anything but loopback opens the broker, which knows no users or passwords, to the network.</summary>
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 takes a free one, which <see cref="EmbeddedBroker.BootstrapServers"/> then tells.</summary>
    public int Port { get; set; } = 9092;

    /// <summary>Settings under Kafka's broker names (https://kafka.apache.org/documentation/#brokerconfigs), for example <c>num.partitions</c>.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
