using Connect.Broker.Coordination;
using Connect.Broker.Protocol;

namespace Connect.Broker.Tests.Transactions;

/// <summary>A state log that outlives the coordinators on top of it, and can refuse to take anything.</summary>
internal sealed class MemoryStateLog : IStateLog
{
    private readonly List<StateRecord>[] _partitions = [[], [], [], []];
    private readonly Lock _gate = new();

    public ErrorCode Refusal { get; set; }

    /// <summary>Refuses from this many further appends on; negative: never.</summary>
    public int AppendsLeft { get; set; } = -1;

    public int PartitionCount => _partitions.Length;

    public int Appends { get; private set; }

    public int PartitionFor(string id) => (int)((uint)id.GetHashCode(StringComparison.Ordinal) % (uint)_partitions.Length);

    public ErrorCode Append(int partition, ReadOnlySpan<StateRecord> records, StateProducer? producer = null)
    {
        lock (_gate)
        {
            if (Refusal != ErrorCode.None) return Refusal;
            if (AppendsLeft == 0) return ErrorCode.KafkaStorageError;
            if (AppendsLeft > 0) AppendsLeft--;
            Appends++;
            foreach (var record in records) _partitions[partition].Add(record);
            return ErrorCode.None;
        }
    }

    public void Replay(int partition, IStateReplay to)
    {
        foreach (var record in _partitions[partition]) to.Record(record.Key, record.Value, record.Value is null, null);
    }
}
