using Connect.Runtime.Workers;
using Connect.Sdk.Data;

namespace Connect.Runtime.InternalTopics;

/// <summary>Writes records of the status topic (<c>org.apache.kafka.connect.storage.KafkaStatusBackingStore</c>).</summary>
public sealed class StatusRecords
{
    private readonly TopicJson _json = new();

    /// <summary>The state of a connector; null if it is gone.</summary>
    public InternalRecord Connector(string name, RecordedStatus? status) => Record($"status-connector-{name}", status);

    /// <summary>The state of a task; null if it is gone.</summary>
    public InternalRecord Task(TaskId task, RecordedStatus? status) => Record($"status-task-{task}", status);

    /// <summary>That a connector uses a topic.</summary>
    public InternalRecord Topic(RecordedTopic topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var value = new ConnectMap { ["name"] = topic.Topic, ["connector"] = topic.Connector, ["task"] = topic.Task, ["discoverTimestamp"] = topic.Discovered };
        return new InternalRecord($"status-topic-{topic.Topic}:connector-{topic.Connector}", _json.Write(new ConnectMap { ["topic"] = value }));
    }

    private InternalRecord Record(string key, RecordedStatus? status) => new(key, status is null ? null : _json.Write(new ConnectMap
    {
        ["state"] = status.State.ToString().ToUpperInvariant(),
        ["trace"] = status.Trace,
        ["worker_id"] = status.WorkerId,
        ["generation"] = status.Generation,
        ["version"] = status.Version,
    }));
}
