namespace Connect.Sdk.Connectors;

/// <summary>
/// Does a part of the work of a connector (<c>org.apache.kafka.connect.connector.Task</c>). Derive from <see cref="SourceTask"/> or <see cref="SinkTask"/>.
/// The runtime needs a public constructor without parameters and makes a new instance for every start.
/// </summary>
public abstract class ConnectorTask : IVersioned
{
    private protected ConnectorTask() { }

    /// <summary>The version; that of the assembly unless overridden.</summary>
    public virtual string Version => PluginVersion.Of(GetType());

    /// <summary>Starts the task. Called once, after the context was handed over.</summary>
    /// <param name="config">One of the configurations that the connector made, references to config providers resolved.</param>
    /// <param name="cancellationToken">Cancelled when the task is to stop meanwhile.</param>
    /// <exception cref="Errors.ConnectException">It cannot start; the status becomes FAILED, as with any other exception.</exception>
    public abstract ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken);

    /// <summary>
    /// Releases what the task holds. Called once, after every other call has returned; also when <see cref="StartAsync"/> failed.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when <c>task.shutdown.graceful.timeout.ms</c> is over.</param>
    public virtual ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private protected InvalidOperationException NotInitialized() => new($"{GetType().Name} is not initialized.");
}
