using System.Collections.Concurrent;
using Connect.Broker.Coordination;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Wire;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Transactions;

/// <summary>All transactional ids: in memory, and in the log that they come back from after a restart.</summary>
internal sealed class TransactionStore(IStateLog log, ILogger logger)
{
    private readonly ConcurrentDictionary<string, TransactionEntry> _entries = new(StringComparer.Ordinal);

    // Those with an open or decided transaction: what the periodic work looks at, however many ids there are.
    private readonly ConcurrentDictionary<string, TransactionEntry> _unfinished = new(StringComparer.Ordinal);
    private volatile bool _loaded;

    public bool IsLoaded => _loaded;

    public IEnumerable<TransactionEntry> All => _entries.Select(e => e.Value);

    public IEnumerable<TransactionEntry> Unfinished => _unfinished.Select(e => e.Value);

    public int Count => _entries.Count;

    public int UnfinishedCount => _unfinished.Count;

    public TransactionEntry? Find(string transactionalId) => _entries.GetValueOrDefault(transactionalId);

    /// <summary>
    /// The entry of an id that may be new. When nothing is stored for it in the end, <see cref="Forget"/> it under its gate.
    /// </summary>
    public TransactionEntry FindOrAdd(string transactionalId) => _entries.GetOrAdd(transactionalId, static id => new TransactionEntry(id));

    /// <summary>
    /// Stores the next state; it counts when this answers <see cref="ErrorCode.None"/>, and nothing has changed otherwise.
    /// </summary>
    public ErrorCode Save(TransactionEntry entry, TransactionMetadata next)
    {
        var record = new StateRecord(TransactionRecords.Key(entry.TransactionalId), TransactionRecords.Value(next));
        var error = AsCoordinator(log.Append(log.PartitionFor(entry.TransactionalId), [record]));
        if (error != ErrorCode.None)
        {
            Log.StateNotStored(logger, entry.TransactionalId, next.Status, error);
            return error;
        }

        Keep(entry, next);
        return ErrorCode.None;
    }

    /// <summary>Writes the tombstone of an expired id and lets go of it.</summary>
    public ErrorCode Remove(TransactionEntry entry)
    {
        var record = new StateRecord(TransactionRecords.Key(entry.TransactionalId), null);
        var error = AsCoordinator(log.Append(log.PartitionFor(entry.TransactionalId), [record]));
        if (error == ErrorCode.None) Forget(entry);
        return error;
    }

    public void Forget(TransactionEntry entry)
    {
        entry.IsRemoved = true;
        entry.Metadata = null;
        entry.Unmarked = null;
        _unfinished.TryRemove(KeyValuePair.Create(entry.TransactionalId, entry));
        _entries.TryRemove(KeyValuePair.Create(entry.TransactionalId, entry));
    }

    /// <summary>Reads everything that was stored. Nothing else touches the entries before this is done.</summary>
    /// <returns>The largest producer id met, or -1.</returns>
    public long Load(CancellationToken stop)
    {
        var replay = new Replay(this, logger);
        for (var partition = 0; partition < log.PartitionCount; partition++)
        {
            stop.ThrowIfCancellationRequested();
            log.Replay(partition, replay);
        }

        return replay.LargestProducerId;
    }

    public void MarkLoaded() => _loaded = true;

    private void Keep(TransactionEntry entry, TransactionMetadata metadata)
    {
        entry.Metadata = metadata;
        if (!metadata.IsDecided) entry.Unmarked = null;
        if (metadata.IsUnfinished) _unfinished.TryAdd(entry.TransactionalId, entry);
        else _unfinished.TryRemove(KeyValuePair.Create(entry.TransactionalId, entry));
    }

    // What a client of the coordinator is told when the coordinator's own log does not take a write.
    private static ErrorCode AsCoordinator(ErrorCode error) => error switch
    {
        ErrorCode.None => ErrorCode.None,
        ErrorCode.NotLeaderOrFollower or ErrorCode.KafkaStorageError => ErrorCode.NotCoordinator,
        ErrorCode.MessageTooLarge or ErrorCode.RecordListTooLarge => ErrorCode.UnknownServerError,
        _ => ErrorCode.CoordinatorNotAvailable,
    };

    private sealed class Replay(TransactionStore store, ILogger logger) : IStateReplay
    {
        public long LargestProducerId { get; private set; } = -1;

        public void Record(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool tombstone, StateProducer? producer)
        {
            try
            {
                if (TransactionRecords.ReadKey(key) is not { } id)
                {
                    Log.UnknownStateRecord(logger);
                    return;
                }

                if (tombstone)
                {
                    if (store.Find(id) is { } expired) store.Forget(expired);
                }
                else if (TransactionRecords.ReadValue(value) is { } metadata)
                {
                    LargestProducerId = Math.Max(LargestProducerId, Math.Max(metadata.ProducerId, metadata.NextProducerId));
                    store.Keep(store.FindOrAdd(id), metadata);
                }
                else
                {
                    Log.UnknownStateRecord(logger);
                }
            }
            catch (WireFormatException e)
            {
                Log.MalformedStateRecord(logger, e);
            }
        }

        // Its own records are never part of a transaction.
        public void Marker(StateProducer producer, bool commit)
        {
        }
    }
}
