using Connect.Kafka;
using Connect.Kafka.Native;
using Connect.Kafka.Producing;
using Connect.Runtime.Configuration;
using Connect.Runtime.Configuration.Connectors;
using Connect.Runtime.Configuration.Providers;
using Connect.Runtime.Configuration.Worker;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Runtime.Sinks;
using Connect.Runtime.Sources;
using Connect.Runtime.Sources.ExactlyOnce;
using Connect.Runtime.Sources.Topics;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

/// <summary>Makes the connectors and tasks of a process, and holds what they share (<c>org.apache.kafka.connect.runtime.Worker</c>).</summary>
public sealed partial class Worker : IDisposable
{
    private readonly ILoggerFactory _loggers;
    private readonly TimeProvider _time;
    private readonly ProducerPool _producers;
    private readonly ConfigTransformer _transformer;

    /// <summary>A worker with its configuration.</summary>
    /// <exception cref="ConfigException">Its config providers or its policy cannot be set up.</exception>
    public Worker(WorkerConfig config, PluginClasses plugins, ILoggerFactory loggers, TimeProvider time)
    {
        Config = config;
        Plugins = plugins;
        _loggers = loggers;
        _time = time;
        _transformer = new ConfigTransformer(ConfigProviders.Create(config.Properties, plugins));
        OverridePolicy = PolicyOf(config, plugins);
        _producers = new ProducerPool(loggers.CreateLogger<ProducerPool>());
        ExactlyOnce = new ExactlyOnceSources(this, loggers.CreateLogger<ExactlyOnceSources>());
        NativeLog.Use(loggers.CreateLogger("Connect.Kafka"));
    }

    /// <summary>Its configuration.</summary>
    public WorkerConfig Config { get; }

    /// <summary>Its clock.</summary>
    public TimeProvider Time => _time;

    /// <summary>The plugins that configurations can name.</summary>
    public PluginClasses Plugins { get; }

    /// <summary>For source connectors that write exactly once.</summary>
    public ExactlyOnceSources ExactlyOnce { get; }

    /// <summary>What of the settings of clients connectors may override.</summary>
    public IConnectorClientConfigOverridePolicy OverridePolicy { get; }

    /// <summary>A configuration with the values of config providers in the place of references. It may hold secrets: it is never stored or shown.</summary>
    /// <exception cref="ConfigException">A provider cannot read what is asked for.</exception>
    public ValueTask<IReadOnlyDictionary<string, string?>> ResolveAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken) =>
        _transformer.TransformAsync(config, cancellationToken);

    /// <summary>A connector that is not started yet.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="offsets">The offsets of the connector.</param>
    /// <param name="onState">Told of the states of the connector.</param>
    /// <param name="onTaskConfigs">Given the configurations of tasks.</param>
    /// <exception cref="ConnectException">It cannot be made.</exception>
    public ConnectorRunner CreateConnector(
        string name, IReadOnlyDictionary<string, string?> config, IOffsetStore offsets, StateListener onState, TaskConfigsListener onTaskConfigs)
    {
        var (connector, className) = Create(config);
        var parsed = new ConnectorConfig(ConnectorValidation.DefinitionOf(connector), config, Plugins).Values;
        if (connector is SourceConnector) TopicRulesOf(config);
        var metrics = Metrics(connector, name, null);
        var logger = _loggers.CreateLogger($"{className}|{name}");
        var options = new ConnectorRunnerOptions
        {
            Name = name,
            Config = config,
            MaxTasks = parsed.GetInt("tasks.max"),
            EnforceMaxTasks = parsed.GetBoolean("tasks.max.enforce"),
            TaskClass = TaskClasses.NameOf(className, connector),
            AddedToTasks = connector is SinkConnector
                ? config.Where(p => p.Key is SinkTask.TopicsConfig or SinkTask.TopicsRegexConfig).ToDictionary(StringComparer.Ordinal)
                : [],
            CreateContext = runner => connector is SourceConnector
                ? new SourceConnectorContext(runner, logger, metrics, offsets)
                : new ConnectorContext(runner, logger, metrics),
            Metrics = metrics,
            Time = _time,
        };
        return new ConnectorRunner(connector, options, onState, onTaskConfigs, _loggers.CreateLogger<ConnectorRunner>());
    }

    /// <summary>A task that is not started yet.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="connectorConfig">The configuration of the connector.</param>
    /// <param name="taskConfig">The configuration of the task.</param>
    /// <param name="target">Whether it is to run or to be paused.</param>
    /// <param name="offsets">The offsets of the connector.</param>
    /// <param name="onState">Told of the states of the task.</param>
    /// <param name="onTopic">Told of each topic that the task uses.</param>
    /// <param name="exactlyOnce">For a source task that is to write exactly once.</param>
    /// <exception cref="ConnectException">It cannot be made.</exception>
    public TaskPump CreateTask(
        TaskId id, IReadOnlyDictionary<string, string?> connectorConfig, IReadOnlyDictionary<string, string?> taskConfig, TargetState target,
        IOffsetStore offsets, StateListener onState, Action<string>? onTopic, ExactlyOnceTask? exactlyOnce)
    {
        var (connector, className) = Create(connectorConfig);
        if (Activator.CreateInstance(connector.TaskClass) is not ConnectorTask task)
            throw new ConnectException($"The task class {connector.TaskClass} of {className} is no task");
        var config = new ConnectorConfig(ConnectorValidation.DefinitionOf(connector), connectorConfig, Plugins);
        var converters = new RecordConverters(connectorConfig, Config.Properties, Plugins);
        var transformations = config.CreateTransformations();
        var errors = new ErrorHandling(config.Values, id.ToString(), _loggers.CreateLogger<ErrorHandling>());
        var logger = _loggers.CreateLogger($"{className}|{id}");
        switch (task)
        {
            case SourceTask source:
                // What may be refused comes before what would have to be released then.
                var rules = TopicRulesOf(connectorConfig);
                var transactions = exactlyOnce is null ? null : TransactionsOf(id, config.Values, connectorConfig, exactlyOnce, logger);
                var options = new SourcePumpOptions
                {
                    Context = new SourceTaskContext(taskConfig, logger, Metrics(task, id.Connector, id.Number), offsets, transactions?.Requests),
                    Converters = converters,
                    Transformations = transformations,
                    Errors = errors,
                    Transactions = transactions,
                    Producer = transactions is null ? _producers.Rent(ProducerConfig(connectorConfig, logger)) : null,
                    Topics = rules is null ? null : new TopicCreator(rules, () => new TopicAdmin(AdminConfig(connectorConfig))),
                    Offsets = offsets,
                    FlushInterval = Config.OffsetFlushInterval,
                    FlushTimeout = Config.OffsetFlushTimeout,
                    Time = _time,
                    OnTopic = onTopic,
                };
                return new SourcePump(id, source, options, target, onState, _loggers.CreateLogger<SourcePump>());
            case SinkTask sink:
                var consumer = Config.ClientSettings("consumer.");
                Override(consumer, connectorConfig, "consumer.override.");
                consumer.TryAdd("group.id", $"connect-{id.Connector}");
                consumer.TryAdd("client.id", $"connector-consumer-{id}");
                var consumerConfig = JavaClientSettings.Translate(ConnectorClientType.Consumer, consumer, name => LogUnknown(logger, name));
                return new SinkPump(id, sink, new SinkPumpOptions
                {
                    Config = taskConfig,
                    Converters = converters,
                    Transformations = transformations,
                    Errors = errors,
                    DeadLetters = DeadLetterQueue.Create(
                        id, config.Values, AdminConfig(connectorConfig), () => _producers.Rent(ProducerConfig(connectorConfig, logger)),
                        _loggers.CreateLogger<DeadLetterQueue>()),
                    Consumer = consumerConfig,
                    MaxPollRecords = Math.Clamp(Number(consumer, "max.poll.records", 500), 1, 100_000),
                    Topics = TopicsOf(config.Values),
                    FlushInterval = Config.OffsetFlushInterval,
                    FlushTimeout = Config.OffsetFlushTimeout,
                    Time = _time,
                    Metrics = Metrics(task, id.Connector, id.Number),
                    TaskLogger = logger,
                    OnTopic = onTopic,
                }, target, onState, _loggers.CreateLogger<SinkPump>());
            default:
                throw new ConnectException($"The task class {connector.TaskClass} of {className} is neither a source task nor a sink task");
        }
    }

    /// <summary>What a sink connector reads with: how to ask Kafka about its consumer group, and the name of the group.</summary>
    internal (ClientConfig Admin, string Group) SinkGroup(string name, IReadOnlyDictionary<string, string?> config)
    {
        var group = config.GetValueOrDefault("consumer.override.group.id") ?? Config.Properties.GetValueOrDefault("consumer.group.id") ?? $"connect-{name}";
        return (AdminConfig(config), group);
    }

    /// <summary>The kind of a connector class; null if there is no such class.</summary>
    public ConnectorType? TypeOf(IReadOnlyDictionary<string, string?> config)
    {
        if (config.GetValueOrDefault("connector.class") is not { } name || !Plugins.TryFind(name, out var plugin)) return null;
        return typeof(SourceConnector).IsAssignableFrom(plugin.Type) ? ConnectorType.Source
            : typeof(SinkConnector).IsAssignableFrom(plugin.Type) ? ConnectorType.Sink
            : null;
    }

    /// <summary>The version of a connector class; null if there is no such class, or it has none.</summary>
    public string? VersionOf(IReadOnlyDictionary<string, string?> config) =>
        config.GetValueOrDefault("connector.class") is { } name && Plugins.TryFind(name.Trim(), out var plugin) ? plugin.Version : null;

    /// <summary>A connector that is not started, for what it says of itself.</summary>
    /// <exception cref="UnknownConnectorException">There is no such class.</exception>
    public (Connector Connector, string ClassName) Create(IReadOnlyDictionary<string, string?> config)
    {
        var name = ClassNameOf(config);
        if (!Plugins.TryFind(name.Trim(), out var plugin) || plugin.Create() is not Connector connector)
            throw new UnknownConnectorException($"Failed to find any class that implements Connector and which name matches {name}, available connectors are: {Available()}");
        return (connector, plugin.Name);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ExactlyOnce.Dispose();
        _producers.Dispose();
    }

    private static IConnectorClientConfigOverridePolicy PolicyOf(WorkerConfig config, PluginClasses plugins)
    {
        const string Key = "connector.client.config.override.policy";
        var name = config.Values.GetString(Key) ?? "All";
        if (!plugins.TryFind(name.Trim(), out var plugin) || plugin.Create() is not IConnectorClientConfigOverridePolicy policy)
            throw new ConfigException(Key, name, $"Class {name} could not be found.");
        policy.Configure(config.Properties);
        return policy;
    }

    /// <summary>What a configuration names as the class of its connector.</summary>
    /// <exception cref="UnknownConnectorException">It names none. The text shows the configuration: ask before references are resolved.</exception>
    internal static string ClassNameOf(IReadOnlyDictionary<string, string?> config) => config.GetValueOrDefault("connector.class") ?? throw new UnknownConnectorException(
        $"Connector config {{{string.Join(", ", SecretMasking.Mask(config).Select(p => $"{p.Key}={p.Value ?? "null"}"))}}} contains no connector type");

    private string Available() => string.Join(", ", Plugins.All.Values.Where(p => typeof(Connector).IsAssignableFrom(p.Type)).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p =>
    {
        var type = typeof(SourceConnector).IsAssignableFrom(p.Type) ? "source" : "sink";
        return $"PluginDesc{{klass=class {p.Name}, name='{p.Name}', version='{p.Version}', encodedVersion={p.Version}, type={type}, typeName='{type}', location='classpath'}}";
    }));

    private static PluginMetrics Metrics(object plugin, string connector, int? task) => new(
        plugin.GetType().FullName!,
        task is null ? [new("connector", connector)] : [new KeyValuePair<string, object?>("connector", connector), new("task", task)]);

    private static void Override(Dictionary<string, string?> settings, IReadOnlyDictionary<string, string?> connector, string prefix)
    {
        foreach (var (key, value) in connector)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal)) settings[key[prefix.Length..]] = value;
        }
    }

    private static int Number(Dictionary<string, string?> settings, string key, int missing) => settings.GetValueOrDefault(key) is { } text
        ? int.TryParse(text.Trim(), out var number) ? number : throw new ConfigException(key, text, "Not a number of type INT")
        : missing;

    private static TopicSelection TopicsOf(ParsedConfig config) => config.GetString("topics.regex") is { Length: > 0 } regex
        ? TopicSelection.Matching(regex)
        : TopicSelection.Named([.. config.GetList("topics").Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)]);

    private SourceTransactionsOptions TransactionsOf(
        TaskId id, ParsedConfig config, IReadOnlyDictionary<string, string?> connectorConfig, ExactlyOnceTask exactlyOnce, ILogger logger)
    {
        var boundary = Enum.Parse<TransactionBoundary>(config.GetRequiredString("transaction.boundary"), ignoreCase: true);
        return new SourceTransactionsOptions
        {
            Producer = ExactlyOnce.CreateProducer(id, connectorConfig, logger),
            OffsetsTopic = exactlyOnce.OffsetsTopic,
            Boundary = boundary,
            Interval = config.Get("transaction.boundary.interval.ms") is long interval ? TimeSpan.FromMilliseconds(interval) : Config.OffsetFlushInterval,
            Requests = boundary == TransactionBoundary.Connector ? new TransactionContext() : null,
            ConfirmAsync = exactlyOnce.ConfirmAsync,
            Time = _time,
        };
    }

    private TopicCreationRules? TopicRulesOf(IReadOnlyDictionary<string, string?> connector) =>
        Config.Values.GetBoolean("topic.creation.enable") ? TopicCreationRules.Of(connector) : null;

    internal ClientConfig AdminConfig(IReadOnlyDictionary<string, string?> connector)
    {
        var admin = Config.AdminSettings();
        Override(admin, connector, "admin.override.");
        return JavaClientSettings.Translate(ConnectorClientType.Admin, admin);
    }

    /// <summary>What reads offsets topics.</summary>
    internal ClientConfig OffsetsConsumerConfig(IReadOnlyDictionary<string, string?> connector)
    {
        var consumer = Config.ClientSettings("consumer.");
        Override(consumer, connector, "consumer.override.");
        consumer["isolation.level"] = "read_committed";
        // librdkafka wants a group even where none is joined.
        consumer["group.id"] = Config.GroupId + "-offsets";
        return JavaClientSettings.Translate(ConnectorClientType.Consumer, consumer);
    }

    internal ClientConfig ProducerConfig(IReadOnlyDictionary<string, string?> connector, ILogger logger, string? transactionalId = null)
    {
        var producer = Config.ClientSettings("producer.");
        Override(producer, connector, "producer.override.");
        if (transactionalId is not null) producer["transactional.id"] = transactionalId;
        return JavaClientSettings.Translate(ConnectorClientType.Producer, producer, name => LogUnknown(logger, name));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The client setting '{Name}' is known to neither Kafka's Java client nor librdkafka and has no effect")]
    private static partial void LogUnknown(ILogger logger, string name);
}
