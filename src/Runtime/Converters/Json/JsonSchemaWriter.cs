using Connect.Sdk.Data;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Converters.Json;

/// <summary>Writes schemas as JsonConverter does, in its order of properties.</summary>
internal sealed class JsonSchemaWriter(JsonValueWriter values)
{
    public void Write(ref JsonOutput json, Schema? schema, string? fieldName = null)
    {
        if (schema is null)
        {
            if (fieldName is not null) throw new DataException("A field has no schema");
            json.Raw("null"u8);
            return;
        }

        json.Raw("{\"type\":\""u8);
        json.Ascii(NameOf(schema.Type));
        json.Byte((byte)'"');
        switch (schema.Type)
        {
            case SchemaType.Array:
                json.Raw(",\"items\":"u8);
                Write(ref json, schema.ValueSchema);
                break;
            case SchemaType.Map:
                json.Raw(",\"keys\":"u8);
                Write(ref json, schema.KeySchema);
                json.Raw(",\"values\":"u8);
                Write(ref json, schema.ValueSchema);
                break;
            case SchemaType.Struct:
                json.Raw(",\"fields\":["u8);
                foreach (var field in schema.Fields)
                {
                    if (field.Index > 0) json.Byte((byte)',');
                    Write(ref json, field.Schema, field.Name);
                }

                json.Byte((byte)']');
                break;
        }

        json.Raw(schema.IsOptional ? ",\"optional\":true"u8 : ",\"optional\":false"u8);
        WriteAttributes(ref json, schema);
        if (fieldName is not null)
        {
            json.Raw(",\"field\":"u8);
            json.String(fieldName);
        }

        json.Byte((byte)'}');
    }

    public static string NameOf(SchemaType type) => type switch
    {
        SchemaType.Float32 => "float",
        SchemaType.Float64 => "double",
        _ => type.LowerName(),
    };

    private void WriteAttributes(ref JsonOutput json, Schema schema)
    {
        if (schema.Name is not null)
        {
            json.Raw(",\"name\":"u8);
            json.String(schema.Name);
        }

        if (schema.Version is { } version)
        {
            json.Raw(",\"version\":"u8);
            json.Number(version);
        }

        if (schema.Doc is not null)
        {
            json.Raw(",\"doc\":"u8);
            json.String(schema.Doc);
        }

        if (schema.Parameters is not null)
        {
            json.Raw(",\"parameters\":{"u8);
            var first = true;
            foreach (var (name, value) in schema.Parameters)
            {
                if (!first) json.Byte((byte)',');
                first = false;
                json.String(name);
                json.Byte((byte)':');
                json.String(value);
            }

            json.Byte((byte)'}');
        }

        if (schema.DefaultValue is not null)
        {
            json.Raw(",\"default\":"u8);
            values.Write(ref json, schema, schema.DefaultValue);
        }
    }
}
