using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Connect.Api.Json;

/// <summary>The bodies of the REST API, in Connect's order of properties.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorMessage))]
[JsonSerializable(typeof(ServerInfo))]
[JsonSerializable(typeof(ConnectorBody))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(List<TaskBody>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(TaskStateBody))]
[JsonSerializable(typeof(SortedDictionary<string, ExpandedBody>))]
[JsonSerializable(typeof(Dictionary<string, TopicsBody>))]
[JsonSerializable(typeof(OffsetsBody))]
[JsonSerializable(typeof(List<PluginBody>))]
[JsonSerializable(typeof(List<ConfigKeyBody>))]
[JsonSerializable(typeof(ValidationBody))]
[JsonSerializable(typeof(MessageBody))]
[JsonSerializable(typeof(CreateBody))]
[JsonSerializable(typeof(LevelBody))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(LoggerBody))]
[JsonSerializable(typeof(SortedDictionary<string, LoggerBody>))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Jackson escapes nothing but what JSON demands.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static ApiJson Relaxed { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = Encoder });
}

internal sealed record ErrorMessage(int ErrorCode, string? Message);

internal sealed record ServerInfo(string Version, string Commit, string? KafkaClusterId);

internal sealed record ConnectorBody(string Name, Dictionary<string, string?> Config, List<TaskIdBody> Tasks, string Type);

internal sealed record TaskIdBody(string Connector, int Task);

internal sealed record TaskBody(TaskIdBody Id, Dictionary<string, string?> Config);

internal sealed record StatusBody(string Name, StateBody Connector, List<TaskStateBody> Tasks, string Type)
{
    // A page of a thousand failed connectors has to stay readable; the whole trace is in the status of each.
    private const int MostOfTrace = 8 * 1024;

    public StatusBody Shortened() => this with
    {
        Connector = Connector.Trace?.Length > MostOfTrace ? Connector with { Trace = Connector.Trace[..MostOfTrace] } : Connector,
        Tasks = Tasks.Exists(t => t.Trace?.Length > MostOfTrace)
            ? Tasks.ConvertAll(t => t.Trace?.Length > MostOfTrace ? t with { Trace = t.Trace[..MostOfTrace] } : t)
            : Tasks,
    };
}

internal sealed record StateBody(
    string State,
    string WorkerId,
    string? Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace);

internal sealed record TaskStateBody(
    int Id,
    string State,
    string WorkerId,
    string? Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace);

internal sealed record ExpandedBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StatusBody? Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConnectorBody? Info);

internal sealed record TopicsBody(List<string> Topics);

internal sealed record OffsetsBody(List<OffsetBody> Offsets);

internal sealed record OffsetBody(JsonNode? Partition, JsonNode? Offset);

internal sealed record PluginBody(string Class, string Type, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Version);

internal sealed record ConfigKeyBody(
    string Name, string Type, bool Required, string? DefaultValue, string Importance, string Documentation, string? Group, int OrderInGroup, string Width,
    string DisplayName, List<string> Dependents);

internal sealed record ConfigValueBody(string Name, string? Value, List<string?> RecommendedValues, List<string> Errors, bool Visible);

internal sealed record ConfigInfoBody(ConfigKeyBody? Definition, ConfigValueBody? Value);

internal sealed record ValidationBody(string? Name, int ErrorCount, List<string> Groups, List<ConfigInfoBody> Configs);

internal sealed record MessageBody(string Message);

internal sealed record HealthBody(string Status, string Message);

internal sealed record LoggerBody(string Level, long? LastModified);

internal sealed record LevelBody(string Level);

internal sealed record CreateBody(string Name, Dictionary<string, string?> Config, string? InitialState);
