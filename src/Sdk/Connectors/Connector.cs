using Connect.Sdk.Configuration;

namespace Connect.Sdk.Connectors;

/// <summary>
/// Knows another system and divides the work on it into the configurations of tasks (<c>org.apache.kafka.connect.connector.Connector</c>). Derive from
/// <see cref="SourceConnector"/> or <see cref="SinkConnector"/>. The runtime needs a public constructor without parameters, calls one method at a
/// time, and calls <see cref="ValidateAsync"/> also on instances that are never initialized.
/// </summary>
public abstract class Connector : IVersioned
{
    private IConnectorContext? _context;
    private IReadOnlyDictionary<string, string?>? _settings;

    private protected Connector() { }

    /// <summary>The version, as the REST API shows it; that of the assembly unless overridden.</summary>
    public virtual string Version => PluginVersion.Of(GetType());

    /// <summary>The settings that the connector understands besides those of the runtime.</summary>
    public abstract ConfigDef Config { get; }

    /// <summary>
    /// The class of the tasks: a <see cref="SourceTask"/> or <see cref="SinkTask"/> with a public constructor without parameters (<c>taskClass</c>).
    /// </summary>
    public abstract Type TaskClass { get; }

    /// <summary>How the connector talks to the runtime.</summary>
    /// <exception cref="InvalidOperationException">It is not initialized.</exception>
    protected IConnectorContext Context => _context ?? throw new InvalidOperationException($"{GetType().Name} is not initialized.");

    /// <summary>The configuration that the connector was started with.</summary>
    /// <exception cref="InvalidOperationException">It is not started, or overrides <see cref="StartAsync"/> without calling the base.</exception>
    protected IReadOnlyDictionary<string, string?> Settings => _settings ?? throw new InvalidOperationException(
        $"{GetType().Name} is not started. An override of {nameof(StartAsync)} has to call the base method for {nameof(Settings)} to be there.");

    /// <summary>Finds the classes that settings name; null if the runtime has set none, and names alone count.</summary>
    protected internal IConfigClassResolver? Classes { get; set; }

    /// <summary>Hands over the context; called once, first of all.</summary>
    public virtual void Initialize(IConnectorContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _context = context;
    }

    /// <summary>Starts the connector. The default keeps the configuration for <see cref="Settings"/>.</summary>
    /// <param name="config">The whole configuration of the connector, references to config providers resolved.</param>
    /// <param name="cancellationToken">Cancelled when the connector is to stop meanwhile.</param>
    /// <exception cref="Errors.ConnectException">It cannot start; the status becomes FAILED, as with any other exception.</exception>
    public virtual ValueTask StartAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        _settings = config;
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// The configurations of the tasks, at most so many. The default is a single task with the configuration of the connector. Whoever has to ask another
    /// system overrides <see cref="TaskConfigsAsync"/> instead.
    /// </summary>
    /// <param name="maxTasks">The setting <c>tasks.max</c>.</param>
    public virtual IReadOnlyList<IReadOnlyDictionary<string, string?>> TaskConfigs(int maxTasks) => [Settings];

    /// <summary>The configurations of the tasks; this is what the runtime calls. The default is <see cref="TaskConfigs"/>.</summary>
    /// <param name="maxTasks">The setting <c>tasks.max</c>.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    /// <exception cref="Errors.RetriableException">They cannot be told now; the runtime asks again.</exception>
    public virtual ValueTask<IReadOnlyList<IReadOnlyDictionary<string, string?>>> TaskConfigsAsync(int maxTasks, CancellationToken cancellationToken) =>
        ValueTask.FromResult(TaskConfigs(maxTasks));

    /// <summary>
    /// What is to be said of each setting. The default checks against <see cref="Config"/>; to check settings together, call it and add errors to its values.
    /// Whoever has to ask another system overrides <see cref="ValidateAsync"/> instead.
    /// </summary>
    /// <param name="config">The configuration as it was sent.</param>
    public virtual IReadOnlyDictionary<string, ConfigValue> Validate(IReadOnlyDictionary<string, string?> config) => Config.Validate(config, Classes);

    /// <summary>What is to be said of each setting; this is what the runtime calls. The default is <see cref="Validate"/>.</summary>
    /// <param name="config">The configuration as it was sent.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    public virtual ValueTask<IReadOnlyDictionary<string, ConfigValue>> ValidateAsync(
        IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) => ValueTask.FromResult(Validate(config));

    /// <summary>Stops the connector; its tasks are stopped by the runtime. Called also when <see cref="StartAsync"/> failed.</summary>
    /// <param name="cancellationToken">Cancelled when the time to stop is over.</param>
    public virtual ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
