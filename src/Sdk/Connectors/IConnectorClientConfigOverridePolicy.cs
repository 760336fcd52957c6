using Connect.Sdk.Configuration;

namespace Connect.Sdk.Connectors;

/// <summary>
/// Says which settings of Kafka clients a connector may override (<c>org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy</c>, KIP-458).
/// Asked when a configuration is validated and before its clients are made. Safe for calls from several threads.
/// </summary>
public interface IConnectorClientConfigOverridePolicy : IDisposable
{
    /// <summary>Called once, before anything else.</summary>
    /// <param name="config">The configuration of the worker.</param>
    /// <exception cref="Errors.ConfigException">A setting is missing or wrong.</exception>
    void Configure(IReadOnlyDictionary<string, string?> config);

    /// <summary>A value for each setting of the request, with an error if it may not be overridden.</summary>
    IReadOnlyList<ConfigValue> Validate(ConnectorClientConfigRequest request);
}

/// <summary>Settings of a Kafka client that a connector overrides (<c>org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest</c>).</summary>
/// <param name="ConnectorName">The name of the connector.</param>
/// <param name="ConnectorType">Whether it is a source or a sink.</param>
/// <param name="ConnectorClass">The class of the connector.</param>
/// <param name="ClientProps">The settings, without <c>producer.override.</c>, <c>consumer.override.</c> or <c>admin.override.</c>.</param>
/// <param name="ClientType">The kind of client.</param>
public sealed record ConnectorClientConfigRequest(
    string ConnectorName, ConnectorType ConnectorType, Type ConnectorClass, IReadOnlyDictionary<string, string?> ClientProps, ConnectorClientType ClientType)
{
    /// <summary>The names alone: values may be secrets.</summary>
    public override string ToString() => $"{ConnectorName} {ClientType}: {string.Join(", ", ClientProps.Keys)}";
}

/// <summary>The kinds of connectors (<c>org.apache.kafka.connect.health.ConnectorType</c>); in the REST API they are lower case.</summary>
public enum ConnectorType
{
    /// <summary>Reads into Kafka.</summary>
    Source,

    /// <summary>Writes from Kafka.</summary>
    Sink,
}

/// <summary>The kinds of Kafka clients (<c>ConnectorClientConfigRequest.ClientType</c>).</summary>
public enum ConnectorClientType
{
    /// <summary>Of a source, and of the dead letter queue of a sink.</summary>
    Producer,

    /// <summary>Of a sink, and of a source with an offsets topic of its own.</summary>
    Consumer,

    /// <summary>Makes topics.</summary>
    Admin,
}
