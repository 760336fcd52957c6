using System.Text.Json;
using Connect.Api.Errors;
using Connect.Runtime.Workers;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Json;

/// <summary>Reads the bodies of requests as Jackson does: numbers and booleans may stand for texts.</summary>
internal static class RequestBodies
{
    private const string MapType = "java.util.LinkedHashMap<java.lang.String,java.lang.String>";

    /// <summary>A map of texts.</summary>
    public static async Task<Dictionary<string, string?>> ReadConfigAsync(HttpRequest request)
    {
        using var document = await ParseAsync(request);
        return Config(document.RootElement);
    }

    /// <summary>A connector that is to be created.</summary>
    public static async Task<CreateRequest> ReadCreateAsync(HttpRequest request)
    {
        using var document = await ParseAsync(request);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw Mismatch("org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest", document.RootElement);
        string? name = null;
        string? initial = null;
        Dictionary<string, string?>? config = null;
        foreach (var property in document.RootElement.EnumerateObject())
        {
            switch (property.Name)
            {
                case "name": name = Text(property.Value); break;
                case "config": config = property.Value.ValueKind == JsonValueKind.Null ? null : Config(property.Value); break;
                case "initial_state": initial = Text(property.Value); break;
                default:
                    throw new RestException(
                        500, $"Unrecognized field \"{property.Name}\" (class org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest), not marked as "
                            + "ignorable (3 known properties: \"config\", \"initial_state\", \"name\"])");
            }
        }

        if (config is null) throw new RestException(500, "Cannot invoke \"java.util.Map.get(Object)\" because \"configs\" is null");
        return new CreateRequest(name?.Trim() ?? "", config, InitialState(initial));
    }

    private static async Task<JsonDocument> ParseAsync(HttpRequest request)
    {
        try
        {
            return await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 512 }, request.HttpContext.RequestAborted);
        }
        catch (JsonException e)
        {
            throw new RestException(500, e.Message);
        }
    }

    private static Dictionary<string, string?> Config(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Mismatch(MapType, json);
        var config = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject()) config[property.Name] = Text(property.Value);
        return config;
    }

    private static string? Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
        _ => throw Mismatch("java.lang.String", json),
    };

    private static TargetState InitialState(string? text) => text?.ToUpperInvariant() switch
    {
        null or "RUNNING" => TargetState.Started,
        "PAUSED" => TargetState.Paused,
        "STOPPED" => TargetState.Stopped,
        var other => throw new RestException(
            500, "Cannot construct instance of `org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest$InitialState`, problem: "
                + $"No enum constant org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest.InitialState.{other}"),
    };

    private static RestException Mismatch(string type, JsonElement json) => new(
        500, $"Cannot deserialize value of type `{type}` from {(json.ValueKind == JsonValueKind.Array ? "Array" : "Object")} value (token `JsonToken.{Token(json)}`)");

    private static string Token(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "START_OBJECT",
        JsonValueKind.Array => "START_ARRAY",
        JsonValueKind.String => "VALUE_STRING",
        _ => "VALUE_NUMBER_INT",
    };
}

/// <summary>A connector that is to be created.</summary>
internal sealed record CreateRequest(string Name, Dictionary<string, string?> Config, TargetState Initial);
