using Connect.Sdk.Records;
using Microsoft.Extensions.Logging;

namespace Connect.Sdk.Connectors;

/// <summary>
/// How a sink task talks to the runtime (<c>org.apache.kafka.connect.sink.SinkTaskContext</c>). Of its members only <see cref="RequestCommit"/>, the logger and
/// the reporter may be used outside of the calls of the runtime to the task.
/// </summary>
public interface ISinkTaskContext
{
    /// <summary>The configuration of the task as of now: a secret that has changed since the start is the new one.</summary>
    IReadOnlyDictionary<string, string?> Configs { get; }

    /// <summary>The partitions that the task has.</summary>
    IReadOnlySet<TopicPartition> Assignment { get; }

    /// <summary>Takes records that cannot be written; null unless the connector has <c>errors.tolerance=all</c> or a dead letter queue.</summary>
    IErrantRecordReporter? ErrantRecordReporter { get; }

    /// <summary>Writes to the log of the worker, with the names of connector and task.</summary>
    ILogger Logger { get; }

    /// <summary>Metrics of the task's own (<c>pluginMetrics</c>, KIP-877).</summary>
    IPluginMetrics Metrics { get; }

    /// <summary>Reads on from other offsets, for a task that keeps offsets in the other system. Takes effect before the next records.</summary>
    /// <param name="offsets">The offset of the next record, by partition.</param>
    void Offset(IReadOnlyDictionary<TopicPartition, long> offsets);

    /// <summary>Reads a partition on from another offset, see <see cref="Offset(IReadOnlyDictionary{TopicPartition, long})"/>.</summary>
    void Offset(TopicPartition partition, long offset);

    /// <summary>How long to wait before the next records or the next try of the same; counts once.</summary>
    void Timeout(TimeSpan timeout);

    /// <summary>Stops reading partitions.</summary>
    /// <exception cref="Errors.ConnectException">The task does not have one of them.</exception>
    void Pause(params IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Goes on reading partitions.</summary>
    /// <exception cref="Errors.ConnectException">The task does not have one of them.</exception>
    void Resume(params IReadOnlyCollection<TopicPartition> partitions);

    /// <summary>Asks for a commit soon, because records were just written. A hint.</summary>
    void RequestCommit();
}

/// <summary>Takes records that a sink task cannot write (<c>org.apache.kafka.connect.sink.ErrantRecordReporter</c>, KIP-610).</summary>
public interface IErrantRecordReporter
{
    /// <summary>
    /// Reports a record, to the dead letter queue if there is one. Offsets are committed only after the report is written, so there is no need to await it.
    /// </summary>
    /// <param name="record">The record, as it was put.</param>
    /// <param name="exception">What is wrong with it.</param>
    /// <returns>Ends when the report is written.</returns>
    /// <exception cref="Errors.ConnectException">Errors are not tolerated, or the report cannot be written.</exception>
    Task ReportAsync(SinkRecord record, Exception exception);
}
