using Connect.Broker.Admin;
using Connect.Broker.Configuration;
using Connect.Broker.Coordination;
using Connect.Broker.Fetch;
using Connect.Broker.Groups;
using Connect.Broker.Log;
using Connect.Broker.Produce;
using Connect.Broker.Server;
using Connect.Broker.Topics;
using Connect.Broker.Transactions;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Hosting;

/// <summary>The parts of a broker, put together; and the work that goes on beside the requests.</summary>
internal sealed class BrokerParts : IAsyncDisposable
{
    /// <summary>Markers that a partition did not take are written again this often.</summary>
    private static readonly TimeSpan FinishInterval = TimeSpan.FromSeconds(1);

    /// <summary>How exact time-outs of members are.</summary>
    private static readonly TimeSpan GroupInterval = TimeSpan.FromMilliseconds(100);

    private readonly TopicStorage _storage;
    private readonly LogUpkeep _upkeep;
    private readonly TransactionCoordinator _transactions;
    private readonly InternalTopic _transactionLog;
    private readonly GroupCoordinator _groups;
    private readonly InternalTopic _offsetsLog;
    private readonly BackgroundJobs _jobs;
    private readonly CancellationTokenSource _stopping = new();

    private BrokerParts(BrokerSettings settings, TopicStorage storage, ILoggerFactory loggers, TimeProvider time)
    {
        Settings = settings;
        _storage = storage;
        var topics = storage.Registry;
        Identity = new BrokerIdentity { NodeId = settings.NodeId, ClusterId = storage.Meta.ClusterId };
        _upkeep = new LogUpkeep(topics, time, loggers.CreateLogger<LogUpkeep>());
        _jobs = new BackgroundJobs(time, loggers.CreateLogger<BackgroundJobs>());

        _offsetsLog = new InternalTopic(topics, TopicNames.ConsumerOffsets, time);
        _groups = new GroupCoordinator(_offsetsLog, topics, settings.Groups, time, loggers.CreateLogger<GroupCoordinator>());
        _transactionLog = new InternalTopic(topics, TopicNames.TransactionState, time);
        var partitions = new TransactionPartitions(topics, _groups.OffsetsEnded);
        _transactions = new TransactionCoordinator(
            _transactionLog, partitions, ProducerIdSource.Open(Path.Combine(storage.Folder, "producer-ids")),
            new Transactions.TransactionSettings
            {
                MaxTimeoutMs = (int)settings.Transactions.MaxTimeout.TotalMilliseconds,
                IdExpirationMs = (int)settings.Transactions.TransactionalIdExpiration.TotalMilliseconds,
            },
            time, loggers.CreateLogger<TransactionCoordinator>());
        var enlistment = new TransactionEnlistment(_transactions, _offsetsLog);

        var router = new RequestRouter();
        new ApiVersionsApi(router).Map();
        new ProduceApi(topics, new TransactionGate(enlistment)).Map(router);
        new FetchApi(new PartitionReader(topics), new FetchSessionCache(settings.Network.FetchSessionSlots, time), settings.Network.FetchMaxBytes, time)
            .Map(router);
        new AdminApi(storage, Identity).Map(router);
        new TransactionsApi(_transactions, partitions, _offsetsLog).Map(router);
        var coordinators = new FindCoordinatorHandler(Identity, _offsetsLog, _transactionLog);
        new GroupsApi(_groups, topics, settings.Groups, enlistment, coordinators).Map(router);
        Connections = new KafkaConnectionHandler(router, ConnectionLimits.From(settings.Network), loggers.CreateLogger<KafkaConnectionHandler>(), time);
    }

    public BrokerSettings Settings { get; }

    public BrokerIdentity Identity { get; }

    public KafkaConnectionHandler Connections { get; }

    /// <exception cref="BrokerStartException">A setting is wrong, or the data folder cannot be used.</exception>
    public static BrokerParts Create(EmbeddedBrokerOptions options, string folder, ILoggerFactory loggers, TimeProvider time)
    {
        var parsed = BrokerSettings.Parse(options.Settings);
        if (parsed.Settings is not { } settings) throw new BrokerStartException(string.Join('\n', parsed.Errors));
        var logger = loggers.CreateLogger<BrokerParts>();
        foreach (var key in parsed.UnknownKeys) Log.UnknownSetting(logger, key);
        try
        {
            var storage = TopicStorage.Open(folder, settings, new LogOptions
            {
                Time = time,
                Logger = loggers.CreateLogger<PartitionLog>(),
                ProducerIdExpirationMs = (long)settings.Log.ProducerIdExpiration.TotalMilliseconds,
            });
            return new BrokerParts(settings, storage, loggers, time);
        }
        catch (Exception e) when (e is DataFolderException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new BrokerStartException($"the data folder cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Begins the work beside the requests; the coordinators read their state meanwhile.</summary>
    public void StartJobs()
    {
        var log = Settings.Log;
        _jobs.Once("Reading the groups", () => _groups.Load(_offsetsLog.Exists, _stopping.Token));
        _jobs.Once("Reading the transactions", () => _transactions.Load(_transactionLog.Exists, _stopping.Token));
        _jobs.Once("Opening the logs", _storage.Registry.OpenAll);
        _jobs.Every(log.RetentionCheckInterval, "Retention", _upkeep.ApplyRetention);
        if (log.CleanerEnabled) _jobs.Every(log.CleanerBackoff, "Compaction", () => _upkeep.CompactLogs());
        _jobs.Every(log.FlushCheckInterval, "Flushing logs", _upkeep.FlushLogs);
        _jobs.Every(log.RecoveryCheckpointInterval, "Writing checkpoints", _storage.WriteCheckpoints);
        _jobs.Every(GroupInterval, "Time-outs of groups", _groups.Tick);
        _jobs.Every(Settings.Groups.OffsetsRetentionCheckInterval, "Forgetting old offsets", _groups.ExpireOffsets);
        _jobs.Every(FinishInterval, "Ending decided transactions", _transactions.FinishDecided);
        _jobs.Every(Settings.Transactions.AbortTimedOutInterval, "Aborting transactions that ran out of time", _transactions.AbortTimedOut);
        _jobs.Every(Settings.Transactions.RemoveExpiredInterval, "Forgetting unused transactional ids", _transactions.RemoveExpired);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _jobs.DisposeAsync().ConfigureAwait(false);
        _storage.Close();
        _stopping.Dispose();
    }
}
