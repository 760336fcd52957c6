namespace Connect.Sdk.Connectors;

/// <summary>
/// A connector that writes from Kafka to another system (<c>org.apache.kafka.connect.sink.SinkConnector</c>). The partitions of the topics are divided among
/// the tasks by their consumer group, not by the connector.
/// </summary>
public abstract class SinkConnector : Connector
{
    /// <summary>
    /// Called when a user alters or resets offsets of the consumer group, before the runtime does it (<c>alterOffsets</c>, KIP-875), to check them and to pass
    /// them on to a system that keeps offsets itself. The same call may come again. It may come to a connector that is not started.
    /// </summary>
    /// <param name="config">The configuration of the connector.</param>
    /// <param name="offsets">The offsets of the next records by partition; null resets. Maybe empty.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    /// <returns>True if the connector has checked them; false, the default, if it has no opinion.</returns>
    /// <exception cref="NotSupportedException">Offsets of this connector cannot be altered.</exception>
    /// <exception cref="Errors.ConnectException">These offsets are not valid; the text is shown to the user.</exception>
    public virtual ValueTask<bool> AlterOffsetsAsync(
        IReadOnlyDictionary<string, string?> config, IReadOnlyDictionary<TopicPartition, long?> offsets, CancellationToken cancellationToken) =>
        ValueTask.FromResult(false);
}
