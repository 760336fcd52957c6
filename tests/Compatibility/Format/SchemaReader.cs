using System.Text.Json;
using Connect.Sdk.Data;

namespace Connect.Compatibility.Tests.Format;

/// <summary>Schemas of the vectors.</summary>
internal static class SchemaReader
{
    public static Schema? Read(JsonElement json)
    {
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return null;
        var type = Enum.Parse<SchemaType>(json.GetProperty("type").GetString()!, ignoreCase: true);
        var builder = type switch
        {
            SchemaType.Array => new SchemaBuilder(type, null, Read(json.GetProperty("items"))),
            SchemaType.Map => new SchemaBuilder(type, Read(json.GetProperty("keys")), Read(json.GetProperty("values"))),
            _ => new SchemaBuilder(type),
        };
        if (json.GetProperty("optional").GetBoolean()) builder.Optional();
        if (json.TryGetProperty("name", out var name)) builder.WithName(name.GetString());
        if (json.TryGetProperty("version", out var version)) builder.WithVersion(version.GetInt32());
        if (json.TryGetProperty("doc", out var doc)) builder.WithDoc(doc.GetString());
        if (json.TryGetProperty("parameters", out var parameters))
        {
            foreach (var parameter in parameters.EnumerateObject()) builder.WithParameter(parameter.Name, parameter.Value.GetString()!);
        }

        if (type == SchemaType.Struct)
        {
            foreach (var field in json.GetProperty("fields").EnumerateArray())
                builder.WithField(field.GetProperty("name").GetString(), Read(field.GetProperty("schema")));
        }

        if (json.TryGetProperty("default", out var value)) builder.WithDefault(ValueReader.Read(value, builder.Build()));
        return builder.Build();
    }
}
