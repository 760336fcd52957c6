using Confluent.Kafka;
using Connect.Broker.Hosting;

namespace Connect.Broker.Tests.Support;

/// <summary>An embedded broker on a free port and in a temporary folder, and clients for it.</summary>
public sealed class RunningBroker : IAsyncDisposable
{
    private readonly TempFolder? _folder;
    private readonly EmbeddedBroker _broker;

    private RunningBroker(EmbeddedBroker broker, TempFolder? folder)
    {
        _broker = broker;
        _folder = folder;
    }

    public string Address => _broker.BootstrapServers;

    public static async Task<RunningBroker> StartAsync(TempFolder? folder = null, params string[] settings)
    {
        var own = folder is null ? new TempFolder() : null;
        var options = new EmbeddedBrokerOptions { DataDirectory = (folder ?? own)!.Path, Port = 0 };
        foreach (var setting in settings) options.AddSetting(setting);
        return new RunningBroker(await EmbeddedBroker.StartAsync(options, cancellation: TestContext.Current.CancellationToken), own);
    }

    public IProducer<string, string> Producer(Action<ProducerConfig>? configure = null)
    {
        var config = new ProducerConfig { BootstrapServers = Address, LingerMs = 1 };
        configure?.Invoke(config);
        return new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
    }

    public IConsumer<string, string> Consumer(Action<ConsumerConfig>? configure = null)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = Address,
            GroupId = "group-" + Guid.NewGuid().ToString("N"),
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            SessionTimeoutMs = 6000,
        };
        configure?.Invoke(config);
        return new ConsumerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
    }

    public IAdminClient Admin() => new AdminClientBuilder(new AdminClientConfig { BootstrapServers = Address }).SetLogHandler((_, _) => { }).Build();

    /// <summary>Polls until <paramref name="count"/> records have come; says what is missing when they do not.</summary>
    public static List<ConsumeResult<string, string>> Read(IConsumer<string, string> consumer, int count)
    {
        var records = new List<ConsumeResult<string, string>>();
        var deadline = TimeProvider.System.GetTimestamp();
        while (records.Count < count)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { Message: not null } record) records.Add(record);
            else if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(60))
                Assert.Fail($"{records.Count} of {count} records came");
        }

        return records;
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        _folder?.Dispose();
    }
}
