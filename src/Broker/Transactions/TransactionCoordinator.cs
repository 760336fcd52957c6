using Connect.Broker.Coordination;
using Connect.Broker.Log;
using Connect.Broker.Protocol;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Transactions;

/// <summary>
/// Says for every transactional id which producer is the one, and decides its transactions. A decision is stored before it is answered;
/// the markers in the partitions follow at once, or after a restart.
/// </summary>
internal sealed partial class TransactionCoordinator
{
    private readonly TransactionStore _store;
    private readonly MarkerWriter _markers;
    private readonly ProducerIdSource _producerIds;
    private readonly TransactionSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public TransactionCoordinator(
        IStateLog log,
        ITransactionPartitions partitions,
        ProducerIdSource producerIds,
        TransactionSettings settings,
        TimeProvider time,
        ILogger logger)
    {
        _store = new TransactionStore(log, logger);
        _markers = new MarkerWriter(_store, partitions, time, logger);
        _producerIds = producerIds;
        _settings = settings;
        _time = time;
        _logger = logger;
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A producer without a transactional id: every one gets an id of its own.</summary>
    public ErrorCode InitializeIdempotent(out ProducerIdentity producer)
    {
        producer = ProducerIdentity.None;
        if (!TryNextProducerId(out var id)) return ErrorCode.CoordinatorLoadInProgress;
        producer = new ProducerIdentity(id, 0);
        return ErrorCode.None;
    }

    /// <summary>
    /// A producer begins: it gets the id's next epoch, which fences every producer before it and aborts what they left open.
    /// </summary>
    public ErrorCode Initialize(string transactionalId, int timeoutMs, ProducerIdentity? expected, out ProducerIdentity producer)
    {
        producer = ProducerIdentity.None;
        if (transactionalId.Length == 0) return ErrorCode.InvalidRequest;
        if (timeoutMs < 1 || timeoutMs > _settings.MaxTimeoutMs) return ErrorCode.InvalidTransactionTimeout;
        if (!_store.IsLoaded) return ErrorCode.CoordinatorLoadInProgress;
        while (true)
        {
            var entry = _store.FindOrAdd(transactionalId);
            lock (entry.Gate)
            {
                if (entry.IsRemoved) continue; // it expired between the look-up and the lock
                try
                {
                    return Initialize(entry, timeoutMs, expected, out producer);
                }
                finally
                {
                    if (entry.Metadata is null) _store.Forget(entry);
                }
            }
        }
    }

    /// <summary>Adds partitions to the producer's transaction, all of them or none, and opens it with the first.</summary>
    /// <param name="transactionalId">The transactional id.</param>
    /// <param name="producer">The producer the client says it is.</param>
    /// <param name="partitions">Partitions that exist.</param>
    /// <param name="clientVersion">The transaction version of the request.</param>
    public ErrorCode AddPartitions(
        string transactionalId, ProducerIdentity producer, ReadOnlySpan<TopicPartition> partitions, short clientVersion)
    {
        if (Enter(transactionalId, out var entry) is var error and not ErrorCode.None) return error;
        lock (entry!.Gate)
        {
            return Settled(entry) is { } metadata
                ? Apply(entry, metadata.Add(producer, partitions, clientVersion, Now))
                : ErrorCode.InvalidProducerIdMapping;
        }
    }

    /// <summary>
    /// Whether the producer has an open transaction that the partition is part of; <see cref="ErrorCode.TransactionAbortable"/> when not.
    /// </summary>
    public ErrorCode VerifyPartition(string transactionalId, ProducerIdentity producer, TopicPartition partition)
    {
        if (Enter(transactionalId, out var entry) is var error and not ErrorCode.None) return error;
        lock (entry!.Gate)
        {
            return Settled(entry)?.Verify(producer, partition) ?? ErrorCode.InvalidProducerIdMapping;
        }
    }

    /// <summary>
    /// Commits or aborts. Answered with the producer id and epoch to go on with, which clients of transaction version 2 take over.
    /// </summary>
    public ErrorCode End(string transactionalId, ProducerIdentity producer, bool commit, short clientVersion, out ProducerIdentity next)
    {
        next = ProducerIdentity.None;
        if (Enter(transactionalId, out var entry) is var error and not ErrorCode.None) return error;
        lock (entry!.Gate)
        {
            if (Settled(entry) is not { } metadata) return ErrorCode.InvalidProducerIdMapping;
            var bumps = clientVersion >= TransactionMetadata.BumpsEpoch;
            var fresh = -1L;
            if (bumps && !TryFreshProducerId(metadata, out fresh)) return ErrorCode.CoordinatorLoadInProgress;
            var transition = bumps
                ? metadata.End(producer, commit, fresh, Now)
                : metadata.EndWithoutBump(producer, commit, Now);
            error = Apply(entry, transition);
            if (error == ErrorCode.None) next = transition.Next?.Complete(Now).Producer ?? metadata.Producer;
            return error;
        }
    }

    private ErrorCode Initialize(TransactionEntry entry, int timeoutMs, ProducerIdentity? expected, out ProducerIdentity producer)
    {
        producer = ProducerIdentity.None;
        var metadata = Settled(entry);
        if (metadata is null)
        {
            if (!TryNextProducerId(out var id)) return ErrorCode.CoordinatorLoadInProgress;
            metadata = TransactionMetadata.New(id, timeoutMs, Now);
        }

        if (!TryFreshProducerId(metadata, out var fresh)) return ErrorCode.CoordinatorLoadInProgress;
        var transition = metadata.Initialize(expected, timeoutMs, fresh, Now);
        var error = Apply(entry, transition);
        if (error == ErrorCode.None) producer = transition.Next!.Producer;
        return error;
    }

    private ErrorCode Enter(string transactionalId, out TransactionEntry? entry)
    {
        entry = null;
        if (transactionalId.Length == 0) return ErrorCode.InvalidRequest;
        if (!_store.IsLoaded) return ErrorCode.CoordinatorLoadInProgress;
        entry = _store.Find(transactionalId);
        return entry is null ? ErrorCode.InvalidProducerIdMapping : ErrorCode.None;
    }

    // Markers that could not be written when the transaction was decided are tried again by whoever comes next: only if that fails too is
    // the client told to come back.
    private TransactionMetadata? Settled(TransactionEntry entry)
    {
        _markers.Settle(entry);
        return entry.Metadata;
    }

    private ErrorCode Apply(TransactionEntry entry, Transition transition)
    {
        if (transition.Next is not { } next) return transition.Answer;
        if (_store.Save(entry, next) is var error and not ErrorCode.None) return error;
        _markers.Settle(entry);
        return transition.Answer;
    }

    private bool TryFreshProducerId(TransactionMetadata metadata, out long producerId)
    {
        producerId = -1;
        return !metadata.IsEpochExhausted || TryNextProducerId(out producerId);
    }

    private bool TryNextProducerId(out long producerId)
    {
        try
        {
            producerId = _producerIds.Next();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NoProducerId(_logger, e);
            producerId = -1;
            return false;
        }
    }
}
