using System.Text.Json;
using Connect.Api.Json;
using Connect.Runtime.Workers;

namespace Connect.Api.Connectors;

/// <summary>A connector that is to be created (<c>CreateConnectorRequest</c>).</summary>
internal sealed record CreateRequest(string Name, Dictionary<string, string?> Config, TargetState Initial)
{
    private const string Type = "org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest";

    public static CreateRequest Of(JsonDocument? document)
    {
        if (document is null) throw JsonTexts.Error($"Cannot invoke \"{Type}.name()\" because \"createRequest\" is null");
        JsonTexts.Require(document.RootElement, JsonValueKind.Object, Type);
        string? name = null;
        Dictionary<string, string?>? config = null;
        var initial = TargetState.Started;
        foreach (var property in document.RootElement.EnumerateObject())
        {
            switch (property.Name)
            {
                case "name": name = JsonTexts.Text(property.Value); break;
                case "config": config = property.Value.ValueKind == JsonValueKind.Null ? null : JsonTexts.Map(property.Value); break;
                case "initial_state": initial = InitialState(JsonTexts.Text(property.Value)); break;
                default: throw JsonTexts.Unknown(property.Name, Type, "config", "name", "initial_state");
            }
        }

        if (config is null) throw JsonTexts.Error("Cannot invoke \"java.util.Map.get(Object)\" because \"connectorConfig\" is null");
        return new CreateRequest(name?.Trim() ?? "", config, initial);
    }

    private static TargetState InitialState(string? text) => text?.ToUpperInvariant() switch
    {
        null or "RUNNING" => TargetState.Started,
        "PAUSED" => TargetState.Paused,
        "STOPPED" => TargetState.Stopped,
        var other => throw JsonTexts.Error($"Cannot construct instance of `{Type}$InitialState`, problem: No enum constant {Type}.InitialState.{other}"),
    };
}
