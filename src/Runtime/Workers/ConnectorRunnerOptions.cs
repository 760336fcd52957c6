using Connect.Sdk.Connectors;

namespace Connect.Runtime.Workers;

/// <summary>What a connector runs with.</summary>
internal sealed record ConnectorRunnerOptions
{
    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, string?> Config { get; init; }

    /// <summary><c>tasks.max</c>.</summary>
    public required int MaxTasks { get; init; }

    /// <summary><c>tasks.max.enforce</c>.</summary>
    public required bool EnforceMaxTasks { get; init; }

    /// <summary>The name of the class of the tasks, for their configurations.</summary>
    public required string TaskClass { get; init; }

    /// <summary>What every task configuration gets besides: the topics of a sink.</summary>
    public required IReadOnlyDictionary<string, string?> AddedToTasks { get; init; }

    public required Func<ConnectorRunner, IConnectorContext> CreateContext { get; init; }

    public required PluginMetrics Metrics { get; init; }

    public required TimeProvider Time { get; init; }
}
