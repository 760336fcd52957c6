using Connect.Runtime.Workers;
using Connect.Sdk.Data;

namespace Connect.Runtime.InternalTopics;

/// <summary>Writes records of the config topic (<c>org.apache.kafka.connect.storage.KafkaConfigBackingStore</c>).</summary>
public sealed class ConfigRecords
{
    private readonly TopicJson _json = new();

    /// <summary>A connector, after its initial state if it has one of its own.</summary>
    public IReadOnlyList<InternalRecord> Connector(string name, IReadOnlyDictionary<string, string?> config, TargetState? initial)
    {
        ArgumentNullException.ThrowIfNull(config);
        var record = Record($"connector-{name}", new ConnectMap { ["properties"] = TopicJson.MapOf(config) });
        return initial is { } state ? [Target(name, state), record] : [record];
    }

    /// <summary>The end of a connector.</summary>
    public static IReadOnlyList<InternalRecord> Removal(string name) => [new($"connector-{name}", null), new($"target-state-{name}", null)];

    /// <summary>What a connector is wanted to do. Readers before 3.5 know no stopped connectors and take them for paused ones.</summary>
    public InternalRecord Target(string name, TargetState state) => Record($"target-state-{name}", new ConnectMap
    {
        ["state"] = Text(state == TargetState.Stopped ? TargetState.Paused : state),
        ["state.v2"] = Text(state),
    });

    /// <summary>The tasks of a connector, and at the end that they are all.</summary>
    public IReadOnlyList<InternalRecord> Tasks(string name, IReadOnlyList<IReadOnlyDictionary<string, string?>> configs)
    {
        ArgumentNullException.ThrowIfNull(configs);
        var records = configs.Select((config, n) => Record($"task-{name}-{n}", new ConnectMap { ["properties"] = TopicJson.MapOf(config) })).ToList();
        records.Add(Record($"commit-{name}", new ConnectMap { ["tasks"] = configs.Count }));
        return records;
    }

    /// <summary>How many tasks may have transactional producers (KIP-618).</summary>
    public InternalRecord TaskCount(string name, int count) => Record($"tasks-fencing-{name}", new ConnectMap { ["task-count"] = count });

    /// <summary>A restart that was asked for.</summary>
    public InternalRecord Restart(string name, bool includeTasks, bool onlyFailed) =>
        Record($"restart-connector-{name}", new ConnectMap { ["include-tasks"] = includeTasks, ["only-failed"] = onlyFailed });

    /// <summary>The key by which workers sign what they ask of each other.</summary>
    public InternalRecord SessionKey(string key, string algorithm, long created) =>
        Record("session-key", new ConnectMap { ["key"] = key, ["algorithm"] = algorithm, ["creation-timestamp"] = created });

    /// <summary>The level of a logger on all workers.</summary>
    public InternalRecord Logger(string name, string level) => Record($"logger-cluster-{name}", new ConnectMap { ["level"] = level });

    private static string Text(TargetState state) => state.ToString().ToUpperInvariant();

    private InternalRecord Record(string key, ConnectMap value) => new(key, _json.Write(value));
}
