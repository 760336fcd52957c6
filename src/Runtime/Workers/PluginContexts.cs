using Connect.Runtime.Sources;
using Connect.Sdk.Connectors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>What a sink connector sees of the runtime.</summary>
internal class ConnectorContext(ConnectorRunner runner, ILogger logger, IPluginMetrics metrics) : IConnectorContext
{
    public ILogger Logger => logger;

    public IPluginMetrics Metrics => metrics;

    public void RequestTaskReconfiguration() => runner.RequestTaskConfigs();

    public void RaiseError(Exception error) => runner.RaiseError(error);
}

/// <summary>What a source connector sees of the runtime.</summary>
internal sealed class SourceConnectorContext(ConnectorRunner runner, ILogger logger, IPluginMetrics metrics, IOffsetStore offsets)
    : ConnectorContext(runner, logger, metrics), ISourceConnectorContext
{
    public IOffsetReader OffsetReader { get; } = new OffsetReader(offsets);
}

/// <summary>What a source task sees of the runtime.</summary>
internal sealed class SourceTaskContext(
    IReadOnlyDictionary<string, string?> configs, ILogger logger, IPluginMetrics metrics, IOffsetStore offsets, ITransactionContext? transactions)
    : ISourceTaskContext
{
    public IReadOnlyDictionary<string, string?> Configs => configs;

    public IOffsetReader OffsetReader { get; } = new OffsetReader(offsets);

    public ITransactionContext? TransactionContext => transactions;

    public ILogger Logger => logger;

    public IPluginMetrics Metrics => metrics;
}
