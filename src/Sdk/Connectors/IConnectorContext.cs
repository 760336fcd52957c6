using Microsoft.Extensions.Logging;

namespace Connect.Sdk.Connectors;

/// <summary>How a connector talks to the runtime (<c>org.apache.kafka.connect.connector.ConnectorContext</c>). Safe for calls from several threads.</summary>
public interface IConnectorContext
{
    /// <summary>Writes to the log of the worker, with the connector's name.</summary>
    ILogger Logger { get; }

    /// <summary>Metrics of the connector's own (<c>pluginMetrics</c>, KIP-877).</summary>
    IPluginMetrics Metrics { get; }

    /// <summary>Asks for new task configurations, because something has changed in the other system. Returns at once.</summary>
    void RequestTaskReconfiguration();

    /// <summary>Fails the connector from outside of its methods, from a thread that watches the other system, say. Returns at once.</summary>
    void RaiseError(Exception error);
}

/// <summary>How a source connector talks to the runtime (<c>org.apache.kafka.connect.source.SourceConnectorContext</c>).</summary>
public interface ISourceConnectorContext : IConnectorContext
{
    /// <summary>The offsets that are stored for this connector.</summary>
    IOffsetReader OffsetReader { get; }
}
