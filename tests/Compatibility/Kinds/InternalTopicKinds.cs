using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Connect.Compatibility.Tests.Format;
using Connect.Runtime.InternalTopics;
using Connect.Runtime.Sources.ExactlyOnce;
using Connect.Runtime.Workers;
using Connect.Sdk.Data;
using Connect.Sdk.Java;

namespace Connect.Compatibility.Tests.Kinds;

/// <summary>The topics in which Kafka Connect keeps its state.</summary>
internal static class InternalTopicKinds
{
    public static VectorKind Offset { get; } = new(
        (v, _) => v.Class.EndsWith("OffsetUtils", StringComparison.Ordinal) ? ReadOffset(v.Input) : WriteOffset(v.Input),
        v => v.Class.EndsWith("OffsetUtils", StringComparison.Ordinal)
            ? string.Join('\n', Expectations.Result(v).EnumerateArray().Select(o => $"{o.GetProperty("connector").GetString()} {Canonical.Of(ValueReader.Read(o.GetProperty("partition")))}"))
            : $"{TextOf(Expectations.Result(v).GetProperty("key"))} {TextOf(Expectations.Result(v).GetProperty("value"))}");

    public static VectorKind Configs { get; } = new(
        (v, _) =>
        {
            var state = new ConfigTopicState();
            foreach (var (record, offset) in Records(v.Input).Select((r, i) => (r, i))) state.Apply(offset, record);
            return Sorted(Print(state));
        },
        v => Sorted(JsonNode.Parse(Expectations.Result(v).GetRawText())!));

    public static VectorKind Statuses { get; } = new(
        (v, _) =>
        {
            var state = new StatusTopicState();
            foreach (var record in Records(v.Input)) state.Apply(record);
            var all = state.Connectors.Select(c => Print(c.Key, c.Value)).Concat(state.Tasks.Select(t => Print(t.Key.ToString(), t.Value)))
                .Concat(state.Topics.Select(t => new JsonObject { ["topic"] = t.Topic, ["connector"] = t.Connector, ["task"] = t.Task, ["discoverTimestamp"] = t.Discovered }));
            return Lines(all);
        },
        v => Lines(JsonNode.Parse(Expectations.Result(v).GetRawText())!["connectors"]!.AsArray()));

    public static VectorKind Written { get; } = new(
        (v, _) => string.Join('\n', Write(v.Input).Select(r => $"{r.Key} = {r.Value}")),
        v => string.Join('\n', Expectations.Result(v).EnumerateArray().Select(r => $"{r.GetProperty("key").GetString()} = {r.GetProperty("value").GetString()}")));

    private static string WriteOffset(JsonElement input)
    {
        var records = new OffsetRecords();
        var partition = ValueReader.Read(input.GetProperty("partition"));
        var offset = ValueReader.Read(input.GetProperty("offset"));
        var key = records.Key(input.GetProperty("connector").GetString()!, partition is null ? "null" : records.Json((IDictionary)partition));
        return $"{key} {(offset is null ? "null" : records.Json((IDictionary)offset))}";
    }

    private static string ReadOffset(JsonElement input)
    {
        // A tombstone tells nothing of what there is.
        if (input.GetProperty("value").ValueKind == JsonValueKind.Null) return "";
        var parsed = new OffsetRecords().Parse(System.Text.Encoding.UTF8.GetBytes(input.GetProperty("key").GetString() ?? ""), out _);
        return parsed is var (connector, partition) ? $"{connector} {Canonical.Of(partition)}" : "";
    }

    private static string TextOf(JsonElement bytes) => bytes.ValueKind == JsonValueKind.Null ? "null" : bytes.GetProperty("text").GetString()!;

    private static IEnumerable<InternalRecord> Records(JsonElement input) =>
        input.GetProperty("records").EnumerateArray().Select(r => new InternalRecord(r.GetProperty("key").GetString(), r.GetProperty("value").GetString()));

    private static JsonObject Print(ConfigTopicState state)
    {
        var result = new JsonObject
        {
            ["offset"] = state.Offset,
            ["connectors"] = new JsonArray([.. state.Connectors.Select(c => new JsonObject
            {
                ["name"] = c.Key,
                ["config"] = Texts(c.Value.Config),
                ["targetState"] = state.TargetOf(c.Key).ToString().ToUpperInvariant(),
                ["taskCount"] = c.Value.TaskCount,
                ["tasks"] = new JsonArray([.. c.Value.Tasks.Select((t, n) => new JsonObject { ["id"] = $"{c.Key}-{n}", ["config"] = Raw(t) })]),
                ["taskCountRecord"] = state.TaskCountRecordOf(c.Key),
                ["pendingFencing"] = state.IsPendingFencing(c.Key),
                ["appliedConfig"] = c.Value.AppliedConfig is { } applied ? Texts(applied) : null,
            })]),
            ["inconsistent"] = new JsonArray([.. state.Inconsistent.Select(i => JsonValue.Create(i))]),
        };
        if (state.SessionKey is var (key, algorithm, created))
            result["sessionKey"] = new JsonObject { ["key"] = key, ["algorithm"] = algorithm, ["creationTimestamp"] = created };
        return result;
    }

    private static JsonObject Texts(ConnectMap map) => new(map.Select(p => KeyValuePair.Create((string)p.Key!, p.Value is null ? null : (JsonNode?)JavaText.Of(p.Value))));

    private static JsonObject Raw(ConnectMap map) => new(map.Select(p => KeyValuePair.Create((string)p.Key!, p.Value is long number ? (JsonNode?)number : (string?)p.Value)));

    private static JsonObject Print(string id, RecordedStatus status) => new()
    {
        ["id"] = id,
        ["state"] = status.State.ToString().ToUpperInvariant(),
        ["trace"] = status.Trace,
        ["workerId"] = status.WorkerId,
        ["generation"] = status.Generation,
        ["version"] = status.Version,
    };

    private static string Lines(IEnumerable<JsonNode?> nodes) => string.Join('\n', nodes.Select(n => Sorted(n!)).Order(StringComparer.Ordinal));

    /// <summary>JSON with the fields of objects in order.</summary>
    private static string Sorted(JsonNode? node) => node switch
    {
        JsonObject o => $"{{{string.Join(',', o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}:{Sorted(p.Value)}"))}}}",
        JsonArray a => $"[{string.Join(',', a.Select(Sorted))}]",
        null => "null",
        _ => node.ToJsonString(),
    };

    private static IReadOnlyList<InternalRecord> Write(JsonElement i)
    {
        var (configs, statuses) = (new ConfigRecords(), new StatusRecords());
        return Text(i, "operation") switch
        {
            "putConnectorConfig" => configs.Connector(Text(i, "connector")!, Map(i.GetProperty("properties")), Text(i, "targetState") is { } state ? Target(state) : null),
            "removeConnectorConfig" => ConfigRecords.Removal(Text(i, "connector")!),
            "putTargetState" => [configs.Target(Text(i, "connector")!, Target(Text(i, "targetState")!))],
            "putTaskConfigs" => configs.Tasks(Text(i, "connector")!, [.. i.GetProperty("tasks").EnumerateArray().Select(Map)]),
            "putTaskCountRecord" => [configs.TaskCount(Text(i, "connector")!, i.GetProperty("taskCount").GetInt32())],
            "putRestartRequest" => [configs.Restart(Text(i, "connector")!, i.GetProperty("includeTasks").GetBoolean(), i.GetProperty("onlyFailed").GetBoolean())],
            "putSessionKey" => [configs.SessionKey(Text(i, "key")!, Text(i, "algorithm")!, i.GetProperty("creationTimestamp").GetInt64())],
            "putLoggerLevel" => [configs.Logger(Text(i, "namespace")!, Text(i, "level")!)],
            "putConnectorStatus" => [statuses.Connector(Text(i, "connector")!, Status(i))],
            "putTaskStatus" => [statuses.Task(new TaskId(Text(i, "connector")!, i.GetProperty("task").GetInt32()), Status(i))],
            "putTopicStatus" =>
                [statuses.Topic(new RecordedTopic(Text(i, "topic")!, Text(i, "connector")!, i.GetProperty("task").GetInt32(), i.GetProperty("discoverTimestamp").GetInt64()))],
            var other => throw new NotSupportedException(other),
        };
    }

    private static RecordedStatus? Status(JsonElement i) => Text(i, "state") == "DESTROYED"
        ? null
        : new RecordedStatus(Enum.Parse<WorkState>(Text(i, "state")!, ignoreCase: true), Text(i, "trace"), Text(i, "workerId"), i.GetProperty("generation").GetInt32(), Text(i, "version"));

    private static TargetState Target(string state) => Enum.Parse<TargetState>(state, ignoreCase: true);

    private static string? Text(JsonElement i, string name) => i.GetProperty(name).GetString();

    private static Dictionary<string, string?> Map(JsonElement map) => map.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString(), StringComparer.Ordinal);
}
