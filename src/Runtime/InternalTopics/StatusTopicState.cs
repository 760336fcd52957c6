using System.Globalization;
using Connect.Runtime.Workers;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;

namespace Connect.Runtime.InternalTopics;

/// <summary>A state in the status topic.</summary>
/// <param name="State">The state.</param>
/// <param name="Trace">Why it failed.</param>
/// <param name="WorkerId">Where it is.</param>
/// <param name="Generation">The generation of the group at that time.</param>
/// <param name="Version">The version of its class, if it is known.</param>
public sealed record RecordedStatus(WorkState State, string? Trace, string? WorkerId, int Generation, string? Version);

/// <summary>That a connector uses a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Connector">The connector.</param>
/// <param name="Task">The task that has used it first.</param>
/// <param name="Discovered">When, in milliseconds since 1970.</param>
public sealed record RecordedTopic(string Topic, string Connector, int Task, long Discovered);

/// <summary>The states in a status topic (<c>org.apache.kafka.connect.storage.KafkaStatusBackingStore</c>): of its records the last of each key counts.</summary>
public sealed class StatusTopicState
{
    private const string ConnectorPrefix = "status-connector-";
    private const string TaskPrefix = "status-task-";
    private const string TopicPrefix = "status-topic-";

    private readonly TopicJson _json = new();
    private readonly SortedDictionary<string, RecordedStatus> _connectors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<TaskId, RecordedStatus> _tasks = new(Comparer<TaskId>.Create((a, b) =>
        string.CompareOrdinal(a.Connector, b.Connector) is var order and not 0 ? order : a.Number.CompareTo(b.Number)));

    private readonly Dictionary<(string Connector, string Topic), RecordedTopic> _topics = [];

    /// <summary>The states of connectors by name.</summary>
    public IReadOnlyDictionary<string, RecordedStatus> Connectors => _connectors;

    /// <summary>The states of tasks.</summary>
    public IReadOnlyDictionary<TaskId, RecordedStatus> Tasks => _tasks;

    /// <summary>The topics that connectors use.</summary>
    public IReadOnlyCollection<RecordedTopic> Topics => _topics.Values;

    /// <summary>Takes the next record; one that cannot be understood is passed by.</summary>
    public void Apply(InternalRecord record)
    {
        if (record.Key is not { } key) return;
        if (key.StartsWith(ConnectorPrefix, StringComparison.Ordinal)) ApplyConnector(key[ConnectorPrefix.Length..], record.Value);
        else if (key.StartsWith(TaskPrefix, StringComparison.Ordinal)) ApplyTask(key[TaskPrefix.Length..], record.Value);
        else if (key.StartsWith(TopicPrefix, StringComparison.Ordinal)) ApplyTopic(key[TopicPrefix.Length..], record.Value);
    }

    private void ApplyConnector(string connector, string? value)
    {
        if (connector.Length == 0) return;
        if (value is null) _connectors.Remove(connector);
        else if (Read(value) is { } status) _connectors[connector] = status;
    }

    private void ApplyTask(string key, string? value)
    {
        var dash = key.LastIndexOf('-');
        if (dash <= 0 || !int.TryParse(key.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return;
        var task = new TaskId(key[..dash], number);
        if (value is null)
        {
            _tasks.Remove(task);
            return;
        }

        // A worker that has lost a task may say so after another has started it.
        if (Read(value) is not { } status) return;
        if (status.State == WorkState.Unassigned && _tasks.TryGetValue(task, out var known) && known.State == WorkState.Running && known.Generation >= status.Generation) return;
        _tasks[task] = status;
    }

    private void ApplyTopic(string key, string? value)
    {
        const string infix = ":connector-";
        var colon = key.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon + infix.Length >= key.Length) return;
        var place = (key[(colon + infix.Length)..], key[..colon]);
        if (value is null)
        {
            _topics.Remove(place);
            return;
        }

        if (TopicJson.Field(TryRead(value) as ConnectMap, "topic") is ConnectMap map && TopicJson.Field(map, "name") is string topic
            && TopicJson.Field(map, "connector") is string connector && TopicJson.Field(map, "task") is long task && TopicJson.Field(map, "discoverTimestamp") is long time)
            _topics[place] = new RecordedTopic(topic, connector, (int)task, time);
    }

    private RecordedStatus? Read(string value)
    {
        if (TryRead(value) is not ConnectMap map || TopicJson.Field(map, "generation") is not long generation || TopicJson.Field(map, "state") is not string text) return null;
        if (TopicJson.Named<WorkState>(text) is not { } state) return null;
        return IsText("trace", out var trace) && IsText("worker_id", out var worker) && IsText("version", out var version)
            ? new RecordedStatus(state, trace, worker, (int)generation, version)
            : null;

        bool IsText(string field, out string? found)
        {
            found = TopicJson.Field(map, field) as string;
            return TopicJson.Field(map, field) is null or string;
        }
    }

    private object? TryRead(string value)
    {
        try
        {
            return _json.Read(value);
        }
        catch (DataException)
        {
            return null;
        }
    }
}
