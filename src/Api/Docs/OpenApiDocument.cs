using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Connect.Api.Http;
using Connect.Api.Json;

namespace Connect.Api.Docs;

/// <summary>The OpenAPI document of the API, made from the table that answers the requests: what is in one is in the other.</summary>
internal static class OpenApiDocument
{
    public static JsonObject Of(IEnumerable<Operation> operations)
    {
        var paths = new JsonObject();
        foreach (var group in operations.GroupBy(o => o.Template).OrderBy(g => g.Key, StringComparer.Ordinal))
            paths[group.Key] = new JsonObject(group.Select(o => KeyValuePair.Create(o.Method.ToLowerInvariant(), (JsonNode?)Describe(o))));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Connect",
                ["version"] = Runtime.KafkaVersion.Text,
                ["description"] = "The REST API of Kafka Connect. Every error has the form of the schema Error.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject { ["Error"] = SchemaOf(typeof(ErrorMessage)) } },
        };
    }

    private static JsonObject Describe(Operation operation)
    {
        var described = new JsonObject
        {
            ["summary"] = operation.Summary,
            ["operationId"] = operation.Method.ToLowerInvariant() + string.Concat(operation.Template.Split('/', '-').Where(p => p.Length > 0).Select(p => char.ToUpperInvariant(p.Trim('{', '}')[0]) + p.Trim('{', '}')[1..])),
            ["tags"] = new JsonArray(TagOf(operation.Template)),
        };
        var parameters = new JsonArray([.. ParametersOf(operation)]);
        if (parameters.Count > 0) described["parameters"] = parameters;
        if (operation.Body is not null) described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(SchemaOf(operation.Body)) };
        var success = new JsonObject { ["description"] = "Done" };
        if (operation.Result is not null) success["content"] = Content(SchemaOf(operation.Result));
        described["responses"] = new JsonObject
        {
            [$"{operation.Success}"] = success,
            ["default"] = new JsonObject { ["description"] = "An error", ["content"] = Content(new JsonObject { ["$ref"] = "#/components/schemas/Error" }) },
        };
        return described;
    }

    private static IEnumerable<JsonNode> ParametersOf(Operation operation)
    {
        if (operation.Template.Contains("{name}", StringComparison.Ordinal)) yield return Parameter("name", "path", "string");
        if (operation.Template.Contains("{task}", StringComparison.Ordinal)) yield return Parameter("task", "path", "integer");
        foreach (var (name, type) in operation.Query) yield return Parameter(name, "query", type);
    }

    private static JsonObject Parameter(string name, string place, string type) => new()
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = place == "path",
        ["schema"] = new JsonObject { ["type"] = type },
    };

    private static JsonObject Content(JsonNode schema) => new() { [MediaTypes.Json] = new JsonObject { ["schema"] = schema } };

    private static JsonNode SchemaOf(Type type) => ApiJson.Relaxed.GetTypeInfo(type)!.GetJsonSchemaAsNode();

    private static string TagOf(string template) => template.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["connectors", ..] => "Connectors",
        ["connector-plugins", ..] => "Plugins",
        ["admin", ..] => "Administration",
        _ => "Worker",
    };
}
