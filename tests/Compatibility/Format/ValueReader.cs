using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;

namespace Connect.Compatibility.Tests.Format;

/// <summary>Tagged values of the vectors.</summary>
internal static class ValueReader
{
    public static object? Read(JsonElement json, Schema? declared = null)
    {
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return null;
        var tag = json.GetProperty("t").GetString()!;
        var v = json.TryGetProperty("v", out var found) ? found : default;
        return tag switch
        {
            "int8" => (object)(sbyte)v.GetInt64(),
            "int16" => (short)v.GetInt64(),
            "int32" => (int)v.GetInt64(),
            "int64" => v.GetInt64(),
            "float32" => v.ValueKind == JsonValueKind.String ? (float)Special(v) : float.Parse(v.GetRawText(), CultureInfo.InvariantCulture),
            "float64" => v.ValueKind == JsonValueKind.String ? Special(v) : double.Parse(v.GetRawText(), CultureInfo.InvariantCulture),
            "boolean" => v.GetBoolean(),
            "string" => v.GetString(),
            "bytes" when json.TryGetProperty("buffer", out var buffer) && buffer.GetBoolean() => new ReadOnlyMemory<byte>(v.GetBytesFromBase64()),
            "bytes" => v.GetBytesFromBase64(),
            "array" => v.EnumerateArray().Select(e => Read(e, Element(declared))).ToList(),
            "map" => ReadMap(v, declared),
            "struct" => ReadStruct(json, v, declared),
            "decimal" => new BigDecimal(BigInteger.Parse(json.GetProperty("unscaled").GetString()!, CultureInfo.InvariantCulture), json.GetProperty("scale").GetInt32()),
            "instant" => new Instant(v.GetInt64()),
            "list" => v.EnumerateArray().Select(e => e.GetString()!).ToList(),
            "class" => new ConfigClass(v.GetString()!),
            "password" => new Password(v.GetString()!),
            "bigint" => BigInteger.Parse(v.GetString()!, CultureInfo.InvariantCulture),
            "other" when json.GetProperty("class").GetString() == "java.util.UUID" => Guid.Parse(v.GetString()!),
            "other" when json.GetProperty("class").GetString() == "java.lang.Character" => v.GetString()![0],
            _ => throw new NotSupportedException($"a value tagged {json.GetRawText()}"),
        };
    }

    private static double Special(JsonElement v) => v.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        _ => double.NegativeInfinity,
    };

    private static Schema? Element(Schema? declared) => declared?.Type is SchemaType.Array or SchemaType.Map ? declared.ValueSchema : null;

    private static ConnectMap ReadMap(JsonElement entries, Schema? declared)
    {
        var map = new ConnectMap();
        var keys = declared?.Type == SchemaType.Map ? declared.KeySchema : null;
        foreach (var entry in entries.EnumerateArray()) map[Read(entry[0], keys)] = Read(entry[1], Element(declared));
        return map;
    }

    private static Struct ReadStruct(JsonElement json, JsonElement fields, Schema? declared)
    {
        var schema = (json.TryGetProperty("schema", out var own) ? SchemaReader.Read(own) : declared)
            ?? throw new NotSupportedException($"a struct without a schema: {json.GetRawText()}");
        var value = new Struct(schema);
        foreach (var pair in fields.EnumerateArray())
        {
            var field = schema.Field(pair[0].GetString()!)!;
            value.SetRaw(field.Index, Read(pair[1], field.Schema));
        }

        return value;
    }
}
