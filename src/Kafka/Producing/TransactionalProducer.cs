using Microsoft.Extensions.Logging;
using static Connect.Kafka.Native.Librdkafka;

namespace Connect.Kafka.Producing;

/// <summary>A producer with a transactional id, for one task. Calls that wait for Kafka run on the thread pool; only one may be under way.</summary>
internal sealed class TransactionalProducer : IDisposable
{
    private const int CallTimeoutMilliseconds = 5000;

    /// <exception cref="Connect.Sdk.Errors.ConfigException">A setting is wrong.</exception>
    public TransactionalProducer(ClientConfig config, ILogger logger) => Producer = new SharedProducer(config, logger);

    /// <summary>Sends the records; only within a transaction.</summary>
    public SharedProducer Producer { get; }

    /// <summary>Takes over the transactional id: whoever had it can write nothing any more, and what it left open is aborted.</summary>
    /// <exception cref="KafkaClientException">Kafka refuses it.</exception>
    public Task InitAsync(CancellationToken cancellationToken) => CallAsync(h => rd_kafka_init_transactions(h, CallTimeoutMilliseconds), cancellationToken);

    /// <summary>Begins a transaction.</summary>
    /// <exception cref="KafkaClientException">The producer can do nothing any more.</exception>
    public void Begin()
    {
        if (Take(rd_kafka_begin_transaction(Producer.Handle), out _) is { } error) throw error;
    }

    /// <summary>Commits the transaction, once all that was sent is written.</summary>
    /// <exception cref="KafkaClientException">Something was not written, or another producer has the transactional id.</exception>
    public Task CommitAsync(CancellationToken cancellationToken) => CallAsync(h => rd_kafka_commit_transaction(h, CallTimeoutMilliseconds), cancellationToken);

    /// <summary>Aborts the transaction.</summary>
    /// <exception cref="KafkaClientException">Another producer has the transactional id.</exception>
    public Task AbortAsync(CancellationToken cancellationToken) => CallAsync(h => rd_kafka_abort_transaction(h, CallTimeoutMilliseconds), cancellationToken);

    public void Dispose() => Producer.Dispose();

    private delegate nint Call(nint handle);

    /// <summary>A call that runs into its time is made again: librdkafka goes on where it was.</summary>
    private async Task CallAsync(Call call, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (error, isRetriable) = await Task.Run(() => (Take(call(Producer.Handle), out var again), again), CancellationToken.None).ConfigureAwait(false);
            if (error is null) return;
            if (!isRetriable) throw error;
        }
    }

    private static unsafe KafkaClientException? Take(nint error, out bool isRetriable)
    {
        isRetriable = false;
        if (error == 0) return null;
        var (code, text) = (rd_kafka_error_code(error), Text(rd_kafka_error_string(error)));
        isRetriable = rd_kafka_error_is_retriable(error) != 0;
        rd_kafka_error_destroy(error);
        return KafkaError.IsFenced(code) ? KafkaError.OldEpoch() : KafkaError.Of(code, null, text);
    }
}
