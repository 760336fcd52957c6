using System.Text.Json;
using Connect.Api.Errors;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Json;

/// <summary>Texts and maps of texts in bodies, with Jackson's words for what is something else.</summary>
internal static class JsonTexts
{
    private const string MapType = "java.util.LinkedHashMap";

    public static Dictionary<string, string?> Map(JsonElement json)
    {
        Require(json, JsonValueKind.Object, MapType, "<java.lang.String,java.lang.String>");
        var map = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject()) map[property.Name] = Text(property.Value);
        return map;
    }

    public static string? Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.GetRawText(),
        _ => throw Mismatch(json, "java.lang.String"),
    };

    /// <exception cref="RestException">The value is of another kind.</exception>
    public static void Require(JsonElement json, JsonValueKind kind, string type, string arguments = "")
    {
        if (json.ValueKind != kind) throw Mismatch(json, type, arguments);
    }

    /// <exception cref="RestException">Always.</exception>
    public static RestException Unknown(string property, string type, params string[] known) => Error(
        $"Unrecognized field \"{property}\" (class {type}), not marked as ignorable "
        + $"({(known.Length == 1 ? "one known property" : $"{known.Length} known properties")}: {string.Join(", ", known.Select(k => $"\"{k}\""))}])");

    public static RestException Error(string message) => new(StatusCodes.Status500InternalServerError, message);

    private static RestException Mismatch(JsonElement json, string type, string arguments = "") => json.ValueKind switch
    {
        JsonValueKind.Object => Error($"Cannot deserialize value of type `{type}{arguments}` from Object value (token `JsonToken.START_OBJECT`)"),
        JsonValueKind.Array => Error($"Cannot deserialize value of type `{type}{arguments}` from Array value (token `JsonToken.START_ARRAY`)"),
        JsonValueKind.String => NoCreator(type, "String-argument constructor/factory method to deserialize from String value", $"'{json.GetString()}'"),
        JsonValueKind.Number => NoCreator(type, "int/Int-argument constructor/factory method to deserialize from Number value", json.GetRawText()),
        _ => NoCreator(type, "boolean/Boolean-argument constructor/factory method to deserialize from boolean value", json.GetRawText()),
    };

    private static RestException NoCreator(string type, string missing, string value) =>
        Error($"Cannot construct instance of `{type}` (although at least one Creator exists): no {missing} ({value})");
}
