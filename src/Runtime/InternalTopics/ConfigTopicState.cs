using System.Globalization;
using Connect.Runtime.Workers;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;

namespace Connect.Runtime.InternalTopics;

/// <summary>
/// What a Kafka Connect cluster is configured to do, by the records of its config topic from the first on
/// (<c>org.apache.kafka.connect.storage.KafkaConfigBackingStore</c>). Tasks count only when a commit says that all are there.
/// </summary>
public sealed class ConfigTopicState
{
    private readonly TopicJson _json = new();
    private readonly SortedDictionary<string, ConfiguredConnector> _connectors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TargetState> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, ConnectMap>> _staged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _taskCountRecords = new(StringComparer.Ordinal);
    private readonly HashSet<string> _pendingFencing = new(StringComparer.Ordinal);

    /// <summary>The offset after the last record that could be read; -1 before the first.</summary>
    public long Offset { get; private set; } = -1;

    /// <summary>The connectors by name.</summary>
    public IReadOnlyDictionary<string, ConfiguredConnector> Connectors => _connectors;

    /// <summary>Connectors of which a commit came without all of its tasks.</summary>
    public ISet<string> Inconsistent { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>The key by which workers sign what they ask of each other: key in Base64, algorithm, time in milliseconds since 1970.</summary>
    public (string Key, string Algorithm, long Created)? SessionKey { get; private set; }

    /// <summary>What a connector is wanted to do.</summary>
    public TargetState TargetOf(string connector) => _targets.GetValueOrDefault(connector, TargetState.Started);

    /// <summary>The number of tasks that may have transactional producers; null if none ever had.</summary>
    public int? TaskCountRecordOf(string connector) => _taskCountRecords.TryGetValue(connector, out var count) ? count : null;

    /// <summary>Whether producers of earlier tasks have to be fenced before new ones start.</summary>
    public bool IsPendingFencing(string connector) => _pendingFencing.Contains(connector);

    /// <summary>Takes the next record.</summary>
    /// <param name="offset">Its offset.</param>
    /// <param name="record">The record; one that cannot be understood is passed by.</param>
    /// <exception cref="ConnectException">A count is no number: the topic is damaged.</exception>
    public void Apply(long offset, InternalRecord record)
    {
        var key = record.Key ?? throw new ConnectException($"The record at offset {offset} of the config topic has no key");
        object? value;
        try
        {
            value = _json.Read(record.Value);
        }
        catch (DataException)
        {
            return;
        }

        Offset = offset + 1;
        if (Rest(key, "target-state-") is { } target) ApplyTarget(target, value);
        else if (Rest(key, "connector-") is { } connector) ApplyConnector(connector, value);
        else if (Rest(key, "task-") is { } task) ApplyTask(task, value);
        else if (Rest(key, "commit-") is { } committed) ApplyCommit(committed, value);
        else if (Rest(key, "tasks-fencing-") is { } fenced) ApplyTaskCount(fenced, value);
        else if (key == "session-key") ApplySessionKey(value);
    }

    private static string? Rest(string key, string prefix) => key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : null;

    private void ApplyTarget(string connector, object? value)
    {
        if (value is null)
        {
            _targets.Remove(connector);
            return;
        }

        if (value is not ConnectMap map) return;
        var text = TopicJson.Field(map, "state.v2") as string ?? TopicJson.Field(map, "state") as string;
        if (TopicJson.Named<TargetState>(text) is { } state) _targets[connector] = state;
    }

    private void ApplyConnector(string connector, object? value)
    {
        if (value is null)
        {
            Remove(connector);
            return;
        }

        if (PropertiesOf(value) is not { } config) return;
        if (!_connectors.TryGetValue(connector, out var found)) _connectors[connector] = found = new ConfiguredConnector();
        found.Config = config;
    }

    private void ApplyTask(string key, object? value)
    {
        var dash = key.LastIndexOf('-');
        if (dash < 0 || !int.TryParse(key.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || PropertiesOf(value) is not { } config) return;
        if (!_staged.TryGetValue(key[..dash], out var staged)) _staged[key[..dash]] = staged = [];
        staged[number] = config;
    }

    private void ApplyCommit(string connector, object? value)
    {
        if (!_connectors.TryGetValue(connector, out var found))
        {
            // It was deleted, and compaction has left the tasks.
            Remove(connector);
            return;
        }

        if (value is not ConnectMap map) return;
        var count = CountOf(TopicJson.Field(map, "tasks"));
        if (count < 0) throw new ConnectException($"Connector {connector} has {count} tasks in the config topic");
        _staged.TryGetValue(connector, out var staged);
        if (Enumerable.Range(0, count).All(n => staged?.ContainsKey(n) == true))
        {
            foreach (var (number, config) in staged ?? []) found.Committed[number] = config;
            Inconsistent.Remove(connector);
            found.AppliedConfig = found.Config;
        }
        else
        {
            Inconsistent.Add(connector);
        }

        staged?.Clear();
        found.TaskCount = count;
        found.IsConsistent = !Inconsistent.Contains(connector);
        _pendingFencing.Add(connector);
    }

    private void ApplyTaskCount(string connector, object? value)
    {
        if (value is not ConnectMap map) return;
        _taskCountRecords[connector] = CountOf(TopicJson.Field(map, "task-count"));
        _pendingFencing.Remove(connector);
    }

    private void ApplySessionKey(object? value)
    {
        if (value is ConnectMap map && TopicJson.Field(map, "key") is string key && TopicJson.Field(map, "algorithm") is string algorithm
            && TopicJson.Field(map, "creation-timestamp") is long created)
            SessionKey = (key, algorithm, created);
    }

    private void Remove(string connector)
    {
        _connectors.Remove(connector);
        _staged.Remove(connector);
    }

    private static ConnectMap? PropertiesOf(object? value) => TopicJson.Field(value as ConnectMap, "properties") as ConnectMap;

    private static int CountOf(object? value) => value is long number ? unchecked((int)number) : throw new ConnectException("Expected integer value to be either Integer or Long");
}

/// <summary>A connector in the config topic.</summary>
public sealed class ConfiguredConnector
{
    /// <summary>Its configuration, as JSON has it: values should be texts.</summary>
    public ConnectMap Config { get; internal set; } = [];

    /// <summary>The configuration that the tasks were made of; null if there never were any.</summary>
    public ConnectMap? AppliedConfig { get; internal set; }

    /// <summary>How many tasks it has.</summary>
    public int TaskCount { get; internal set; }

    /// <summary>The configurations of its tasks, in order; none if it is inconsistent.</summary>
    public IReadOnlyList<ConnectMap> Tasks => IsConsistent ? [.. Enumerable.Range(0, TaskCount).Select(n => Committed[n])] : [];

    internal Dictionary<int, ConnectMap> Committed { get; } = [];

    internal bool IsConsistent { get; set; } = true;
}
