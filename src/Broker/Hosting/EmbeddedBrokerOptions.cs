using Connect.Broker.Configuration;

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

    /// <summary>Adds the settings of a properties file (java.util.Properties format).</summary>
    /// <exception cref="BrokerStartException">The file cannot be read.</exception>
    public void ReadSettings(string path)
    {
        try
        {
            foreach (var (key, value) in PropertiesFormat.ReadFile(path)) Settings[key] = value;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new BrokerStartException($"the settings in {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Adds one setting of the form <c>key=value</c>.</summary>
    /// <exception cref="BrokerStartException">There is no <c>=</c> in it, or nothing in front of it.</exception>
    public void AddSetting(string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new BrokerStartException($"{assignment} is not of the form key=value");
        Settings[assignment[..equals].Trim()] = assignment[(equals + 1)..].Trim();
    }
}
