using Connect.Kafka;
using Connect.Kafka.Producing;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Sources;

/// <summary>
/// What a source pump promises of its records: at least once (<see cref="SourceCommitter"/>) or exactly once
/// (<see cref="ExactlyOnce.SourceTransactions"/>). Called by the pump, one call after the other, unless it is said otherwise.
/// </summary>
internal abstract class SourceDelivery : IDisposable
{
    /// <summary>Sends the records.</summary>
    public abstract SharedProducer Producer { get; }

    /// <summary>Before the task is started.</summary>
    public virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The task is started.</summary>
    public virtual void Start()
    {
    }

    /// <summary>Before the next batch; waits if the task is behind.</summary>
    public virtual ValueTask BeforePollAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <exception cref="ConnectException">A record that was sent has failed for good.</exception>
    public virtual void ThrowIfFailed()
    {
    }

    /// <summary>A record is about to be sent.</summary>
    /// <exception cref="ConnectException">It cannot be.</exception>
    public virtual void BeforeSend(string topic)
    {
    }

    /// <summary>A record is on its way.</summary>
    /// <param name="record">The record, as the task gave it.</param>
    /// <param name="isTold">Whether <see cref="Written"/> will come for it.</param>
    public virtual void Sent(SourceRecord record, bool isTold)
    {
    }

    /// <summary>A record is in Kafka; only for tasks that want to know. Called by the producer's thread.</summary>
    public abstract void Written(SentRecord sent, in Delivery delivery);

    /// <summary>A record will never be in Kafka; from any thread.</summary>
    /// <returns>True if it is left out; false if it must stay unacknowledged, since the task fails.</returns>
    public abstract bool Refused(KafkaClientException error);

    /// <summary>A refused record is left out; only for tasks that want to know. From any thread.</summary>
    public abstract void LeftOut(SentRecord sent);

    /// <summary>A record was dropped before it was sent.</summary>
    public abstract ValueTask DroppedAsync(SourceRecord record, CancellationToken cancellationToken);

    /// <summary>The exception for a record that the producer does not take.</summary>
    public virtual ConnectException SendFailed(KafkaClientException error) => new("Unrecoverable exception trying to send", error);

    /// <summary>After each record, sent or dropped.</summary>
    public virtual ValueTask AfterRecordAsync(SourceRecord record, CancellationToken abandoned) => ValueTask.CompletedTask;

    /// <summary>After each batch, and each poll without one.</summary>
    public virtual ValueTask AfterBatchAsync(CancellationToken abandoned) => ValueTask.CompletedTask;

    /// <summary>The task is to be paused.</summary>
    public virtual ValueTask BeforePauseAsync(CancellationToken abandoned) => ValueTask.CompletedTask;

    /// <summary>No more records come.</summary>
    /// <param name="failed">Whether that is because something failed.</param>
    /// <param name="abandoned">Cancelled when nothing counts any more.</param>
    public abstract Task StopAsync(bool failed, CancellationToken abandoned);

    public abstract void Dispose();
}
