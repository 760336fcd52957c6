using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Connect.Broker.Transactions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Broker.Tests.Transactions;

/// <summary>A coordinator with everything around it in memory, except for the file of producer ids; it can be restarted.</summary>
internal sealed class CoordinatorBench : IDisposable
{
    public const short Old = 0;
    public const short New = TransactionMetadata.BumpsEpoch;

    private readonly string _folder = Directory.CreateTempSubdirectory("connect-txn-").FullName;

    public CoordinatorBench()
    {
        Start(stored: false);
    }

    public MemoryStateLog StateLog { get; } = new();

    public MemoryStateLog Offsets { get; } = new();

    public MemoryPartitions Partitions { get; } = new();

    public ManualClock Clock { get; } = new();

    public TransactionSettings Settings { get; init; } = new();

    public TransactionCoordinator Coordinator { get; private set; } = null!;

    public TransactionEnlistment Enlistment => new(Coordinator, Offsets);

    public static TopicPartition Partition(int index) => new("t", index);

    public void Restart() => Start(stored: true);

    /// <summary>A coordinator that has not read its log yet.</summary>
    public TransactionCoordinator StartWithoutLoading() => Coordinator =
        new TransactionCoordinator(StateLog, Partitions, ProducerIds(), Settings, Clock, NullLogger.Instance);

    public ProducerIdSource ProducerIds() => ProducerIdSource.Open(Path.Combine(_folder, "producer-ids"));

    /// <summary>Puts a state into the log and reads it.</summary>
    public void Seed(string id, TransactionMetadata metadata)
    {
        StateLog.Append(StateLog.PartitionFor(id), [new StateRecord(TransactionRecords.Key(id), TransactionRecords.Value(metadata))]);
        Restart();
    }

    public (ErrorCode Error, ProducerIdentity Producer) Init(string id, ProducerIdentity? expected = null, int timeoutMs = 60_000)
    {
        var error = Coordinator.Initialize(id, timeoutMs, expected, out var producer);
        return (error, producer);
    }

    public ProducerIdentity Begin(string id, int timeoutMs = 60_000)
    {
        var (error, producer) = Init(id, null, timeoutMs);
        Assert.Equal(ErrorCode.None, error);
        return producer;
    }

    public ErrorCode Add(string id, ProducerIdentity producer, int partition, short version = New) =>
        Coordinator.AddPartitions(id, producer, [Partition(partition)], version);

    public (ErrorCode Error, ProducerIdentity Next) End(string id, ProducerIdentity producer, bool commit, short version = New)
    {
        var error = Coordinator.End(id, producer, commit, version, out var next);
        return (error, next);
    }

    public string State(string id) => Coordinator.Describe(id).StateName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Start(bool stored) => StartWithoutLoading().Load(stored, CancellationToken.None);
}

/// <summary>Time that stands still until it is told otherwise.</summary>
internal sealed class ManualClock : TimeProvider
{
    private long _now = 1_700_000_000_000;

    public long Now => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);

    public void Advance(long milliseconds) => Interlocked.Add(ref _now, milliseconds);
}
