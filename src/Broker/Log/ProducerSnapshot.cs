namespace Connect.Broker.Log;

/// <summary>A producer that wrote to a partition; -1 stands for none in <see cref="LastSequence"/>, <see cref="TransactionStart"/> and the coordinator's epoch.</summary>
internal readonly record struct ProducerSnapshot(
    long ProducerId,
    short Epoch,
    int LastSequence,
    long LastTimestamp,
    int CoordinatorEpoch,
    long TransactionStart);
