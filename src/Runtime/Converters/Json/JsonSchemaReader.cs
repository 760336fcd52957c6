using System.Text.Json;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Converters.Json;

/// <summary>Reads schemas as JsonConverter does, with its errors. They are rare and cached, so this may take its time.</summary>
internal sealed class JsonSchemaReader(JsonValueReader values)
{
    public Schema? Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null) return null;
        if (!TryGet(json, "type", out var typeName) || typeName.ValueKind != JsonValueKind.String) throw new DataException("Schema must contain 'type' field");
        var builder = Builder(json, typeName.GetString()!);
        if (TryGet(json, "optional", out var optional) && optional.ValueKind == JsonValueKind.True) builder.Optional();
        else builder.Required();
        if (TryGet(json, "name", out var name) && name.ValueKind == JsonValueKind.String) builder.WithName(name.GetString());
        if (TryGet(json, "version", out var version) && IsIntegral(version)) builder.WithVersion(unchecked((int)JsonNumbers.ToInt64(version.GetRawText())));
        if (TryGet(json, "doc", out var doc) && doc.ValueKind == JsonValueKind.String) builder.WithDoc(doc.GetString());
        if (TryGet(json, "parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object)
        {
            foreach (var parameter in parameters.EnumerateObject())
            {
                if (parameter.Value.ValueKind != JsonValueKind.String) throw new DataException("Schema parameters must have string values.");
                builder.WithParameter(parameter.Name, parameter.Value.GetString()!);
            }
        }

        if (TryGet(json, "default", out var value)) builder.WithDefault(values.Read(value, builder));
        return builder.Build();
    }

    private SchemaBuilder Builder(JsonElement json, string type)
    {
        switch (type)
        {
            case "array":
                if (!TryGet(json, "items", out var items) || items.ValueKind == JsonValueKind.Null)
                    throw new DataException("Array schema did not specify the element type");
                return SchemaBuilder.Array(Read(items));
            case "map":
                if (!TryGet(json, "keys", out var keys)) throw new DataException("Map schema did not specify the key type");
                if (!TryGet(json, "values", out var mapValues)) throw new DataException("Map schema did not specify the value type");
                return SchemaBuilder.Map(Read(keys), Read(mapValues));
            case "struct":
                return Struct(json);
        }

        for (var primitive = SchemaType.Int8; primitive <= SchemaType.Bytes; primitive++)
        {
            if (JsonSchemaWriter.NameOf(primitive) == type) return new SchemaBuilder(primitive);
        }

        throw new DataException($"Unknown schema type: {type}");
    }

    private SchemaBuilder Struct(JsonElement json)
    {
        if (!TryGet(json, "fields", out var fields) || fields.ValueKind != JsonValueKind.Array)
            throw new DataException("Struct schema's \"fields\" argument is not an array.");
        var builder = SchemaBuilder.Struct();
        foreach (var field in fields.EnumerateArray())
        {
            if (!TryGet(field, "field", out var name) || name.ValueKind != JsonValueKind.String)
                throw new DataException("Struct schema's field name not specified properly");
            builder.WithField(name.GetString(), Read(field));
        }

        return builder;
    }

    private static bool TryGet(JsonElement json, string name, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value);
    }

    private static bool IsIntegral(JsonElement json) => json.ValueKind == JsonValueKind.Number && !json.GetRawText().AsSpan().ContainsAny('.', 'e', 'E');
}
