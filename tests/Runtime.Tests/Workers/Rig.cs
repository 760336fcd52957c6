using Confluent.Kafka;
using Connect.Broker.Hosting;
using Connect.Connectors.File;
using Connect.Runtime.Configuration.Worker;
using Connect.Runtime.Plugins;
using Connect.Runtime.Sources.ExactlyOnce;
using Connect.Runtime.Workers;
using Connect.Testing.Embedded;
using Connect.Testing.Memory;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Workers;

/// <summary>An embedded broker, a worker on it, and a folder; tasks of file connectors.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private Rig(EmbeddedBroker broker, Worker worker, string folder)
    {
        Broker = broker;
        Worker = worker;
        Folder = folder;
    }

    /// <summary>What the runtime logs is part of what a failed test says.</summary>
    private static readonly ILoggerFactory Loggers = LoggerFactory.Create(logging => logging.AddProvider(new TestOutputLoggerProvider()));

    public EmbeddedBroker Broker { get; }

    public Worker Worker { get; }

    public string Folder { get; }

    public MemoryOffsets Offsets { get; } = new();

    public static async Task<Rig> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("connect-runtime-").FullName;
        var broker = await EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions { Host = "127.0.0.1", Port = 0, DataDirectory = Path.Combine(folder, "broker") });
        var plugins = new PluginClasses(
        [
            PluginClass.Of<FileStreamSourceConnector>("org.apache.kafka.connect.file.FileStreamSourceConnector"),
            PluginClass.Of<FileStreamSinkConnector>("org.apache.kafka.connect.file.FileStreamSinkConnector"),
            CommitRecordTests.Plugin,
            CommitRecordTests.RefusedPlugin,
            CommittedMetadataTests.Plugin,
            .. ErrantRecordTests.Plugins,
            .. TransactionTests.Plugins,
        ]);
        var properties = new Dictionary<string, string?>
        {
            ["bootstrap.servers"] = broker.BootstrapServers,
            ["key.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["value.converter"] = "org.apache.kafka.connect.storage.StringConverter",
            ["offset.storage.file.filename"] = Path.Combine(folder, "offsets"),
        };
        foreach (var (key, value) in settings) properties[key] = value;
        var definition = properties.ContainsKey("group.id") ? WorkerDefinitions.Distributed : WorkerDefinitions.Standalone;
        var config = new WorkerConfig(definition, properties, plugins);
        return new Rig(broker, new Worker(config, plugins, Loggers, TimeProvider.System), folder);
    }

    /// <summary>With a worker that writes exactly once.</summary>
    public static Task<Rig> StartExactlyOnceAsync() => StartAsync(
        ("group.id", "g"), ("exactly.once.source.support", "enabled"), ("config.storage.topic", "configs"), ("offset.storage.topic", "offsets"),
        ("status.storage.topic", "status"), ("offset.storage.replication.factor", "1"), ("offset.storage.partitions", "1"));

    public RunningTask StartTask(string name, int number, Dictionary<string, string?> config, TargetState target = TargetState.Started)
    {
        config["name"] = name;
        var running = new RunningTask();
        var topic = Worker.ExactlyOnce.TopicOf(config);
        var offsets = topic is null ? Offsets : Worker.ExactlyOnce.OffsetsIn(topic, name, config);
        var pump = Worker.CreateTask(new TaskId(name, number), config, config, target, offsets, running.OnState, null, topic is null ? null : new ExactlyOnceTask(topic, _ => Task.CompletedTask));
        running.Use(pump);
        return running;
    }

    public RunningTask StartSource(string file, string topic, params (string Key, string Value)[] settings) => StartTask("source", 0, With(settings, new()
    {
        ["connector.class"] = "FileStreamSource",
        ["file"] = file,
        ["topic"] = topic,
    }));

    public RunningTask StartSink(string file, string topic, params (string Key, string Value)[] settings) => StartTask("sink", 0, With(settings, new()
    {
        ["connector.class"] = "FileStreamSink",
        ["file"] = file,
        ["topics"] = topic,
    }));

    public async ValueTask DisposeAsync()
    {
        Worker.Dispose();
        await Broker.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static Dictionary<string, string?> With((string Key, string Value)[] settings, Dictionary<string, string?> config)
    {
        foreach (var (key, value) in settings) config[key] = value;
        return config;
    }
}

/// <summary>Reads a topic to its end.</summary>
internal static class Topic
{
    public static List<ConsumeResult<string?, string?>> Read(Rig rig, string topic, bool readCommitted = false)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = rig.Broker.BootstrapServers,
            GroupId = $"{Guid.NewGuid()}",
            EnablePartitionEof = true,
            EnableAutoCommit = false,
            IsolationLevel = readCommitted ? IsolationLevel.ReadCommitted : IsolationLevel.ReadUncommitted,
        };
        using var consumer = new ConsumerBuilder<string?, string?>(config).Build();
        consumer.Assign(new TopicPartitionOffset(topic, 0, Offset.Beginning));
        var records = new List<ConsumeResult<string?, string?>>();
        while (consumer.Consume(TimeSpan.FromSeconds(10)) is { IsPartitionEOF: false } record) records.Add(record);
        return records;
    }
}

/// <summary>Logs to the output of the test that runs.</summary>
internal sealed class TestOutputLoggerProvider : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new TestOutputLogger(categoryName);

    public void Dispose() { }

    private sealed class TestOutputLogger(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) TestContext.Current.TestOutputHelper?.WriteLine($"{logLevel} {category}: {formatter(state, exception)} {exception}");
        }
    }
}
