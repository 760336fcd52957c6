using Confluent.Kafka;
using Connect.Broker.Hosting;
using Connect.Runtime.Configuration.Worker;
using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Connect.Testing.Compliance;
using Connect.Testing.Memory;
using Connect.Testing.Support;

namespace Connect.Testing.Embedded;

/// <summary>An embedded Kafka broker and a worker on it, in this process: tasks run with converters, transformations, error handling and commits.</summary>
public sealed class EmbeddedConnect : IAsyncDisposable
{
    private readonly EmbeddedBroker _broker;
    private readonly Worker _worker;
    private readonly string _folder;

    private EmbeddedConnect(EmbeddedBroker broker, Worker worker, string folder, CapturedLog log)
    {
        _broker = broker;
        _worker = worker;
        _folder = folder;
        Log = log;
    }

    /// <summary>What the worker, the connectors and the tasks log.</summary>
    public CapturedLog Log { get; }

    /// <summary>Where Kafka's clients find the broker.</summary>
    public string BootstrapServers => _broker.BootstrapServers;

    /// <summary>Starts a broker on a free port, with its data in a temporary folder, and a worker that knows a connector.</summary>
    /// <typeparam name="TConnector">The connector; <c>connector.class</c> is the name of its type without namespace.</typeparam>
    public static async Task<EmbeddedConnect> StartAsync<TConnector>()
        where TConnector : Connector, new()
    {
        var folder = Directory.CreateTempSubdirectory("connect-testing-").FullName;
        var broker = await EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Port = 0, DataDirectory = Path.Combine(folder, "broker") }).ConfigureAwait(false);
        var log = new CapturedLog();
        var plugins = new PluginClasses([PluginClass.Of<TConnector>(typeof(TConnector).Name), PluginClass.Of<Poison>(nameof(Poison))]);
        var properties = new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = broker.BootstrapServers,
            ["key.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["value.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["offset.storage.file.filename"] = Path.Combine(folder, "offsets"),
            ["offset.flush.interval.ms"] = "200",
        };
        return new EmbeddedConnect(broker, new Worker(new WorkerConfig(WorkerDefinitions.Standalone, properties, plugins), plugins, log, TimeProvider.System), folder, log);
    }

    /// <summary>Starts a connector for the configurations of its tasks, and runs the first of them.</summary>
    /// <param name="name">The name of the connector.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="offsets">The offsets of a source.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public async Task<RunningTask> RunAsync(string name, IReadOnlyDictionary<string, string?> config, MemoryOffsets offsets, CancellationToken cancellationToken)
    {
        var whole = config.ToDictionary(StringComparer.Ordinal);
        whole["name"] = name;
        var configs = new TaskCompletionSource<IReadOnlyDictionary<string, string?>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var connector = _worker.CreateConnector(
            name, whole, offsets,
            (state, trace) =>
            {
                if (state == WorkState.Failed) configs.TrySetException(new InvalidOperationException($"The connector failed: {trace}"));
            },
            (given, _) =>
            {
                if (given.Count > 0) configs.TrySetResult(given[0]);
                return ValueTask.CompletedTask;
            });
        connector.SetTarget(TargetState.Started);
        var taskConfig = await configs.Task.WaitAsync(Eventually.Limit, cancellationToken).ConfigureAwait(false);
        var running = new RunningTask();
        running.Use(_worker.CreateTask(new TaskId(name, 0), whole, taskConfig, TargetState.Started, offsets, running.OnState, null, null));
        return running;
    }

    /// <summary>Writes texts to partition 0 of a topic.</summary>
    public async Task ProduceAsync(string topic, IEnumerable<string> values, CancellationToken cancellationToken)
    {
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = BootstrapServers }).Build();
        foreach (var value in values) await producer.ProduceAsync(new Confluent.Kafka.TopicPartition(topic, 0), new Message<Null, string> { Value = value }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The values of partition 0 of a topic, from its start to its present end.</summary>
    public IReadOnlyList<string?> Read(string topic)
    {
        var config = new ConsumerConfig { BootstrapServers = BootstrapServers, GroupId = $"{Guid.NewGuid()}", EnablePartitionEof = true, EnableAutoCommit = false };
        using var consumer = new ConsumerBuilder<Ignore, string?>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Confluent.Kafka.Offset.Beginning));
        var values = new List<string?>();
        while (consumer.Consume(TimeSpan.FromSeconds(10)) is { IsPartitionEOF: false } record) values.Add(record.Message.Value);
        consumer.Close();
        return values;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _worker.Dispose();
        await _broker.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }
}
