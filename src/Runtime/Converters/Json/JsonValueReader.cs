using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Converters.Json;

/// <summary>
/// Reads values straight from the bytes, as JsonConverter does from its tree: what a schema asks for is taken from whatever stands there, a number from a string
/// is 0, a text from a number is null.
/// </summary>
internal sealed class JsonValueReader(JsonConverterSettings settings, StructPlans plans)
{
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly JsonNames _names = new();
    private readonly int[] _lengths = new int[16];
    private readonly JsonShape?[] _shapes = new JsonShape?[16];

    /// <summary>The value of a piece of a parsed document.</summary>
    public object? Read(JsonElement json, Schema? schema)
    {
        var bytes = Encoding.UTF8.GetBytes(json.GetRawText());
        var reader = new JsonInput(bytes);
        reader.Read();
        return Read(ref reader, schema);
    }

    /// <summary>The value that starts where the reader stands; it is left at the value's last token.</summary>
    public object? Read(ref JsonInput reader, Schema? schema)
    {
        if (schema is null) return ReadSchemaless(ref reader);
        if (reader.TokenType == JsonTokenType.Null) return Missing(schema);
        switch (schema.Name)
        {
            case null: break;
            case DecimalType.LogicalName: return ReadDecimal(ref reader, schema);
            case DateType.LogicalName: return DateType.ToLogical(schema, ReadInt32(ref reader, "Date"));
            case TimeType.LogicalName: return TimeType.ToLogical(schema, ReadInt32(ref reader, "Time"));
            case TimestampType.LogicalName:
                if (reader.TokenType == JsonTokenType.Number && JsonNumbers.IsIntegral(reader.ValueSpan))
                    return TimestampType.ToLogical(schema, JsonNumbers.ToInt64(reader.ValueSpan));
                throw new DataException($"Invalid type for Timestamp, underlying representation should be integral but was {NodeType(reader.TokenType)}");
        }

        switch (schema.Type)
        {
            case SchemaType.Array: return ReadArray(ref reader, schema.ValueSchema);
            case SchemaType.Map: return ReadMap(ref reader, schema);
            case SchemaType.Struct: return ReadStruct(ref reader, schema);
        }

        var token = reader.TokenType;
        if (token is JsonTokenType.StartObject or JsonTokenType.StartArray) reader.Skip();
        return schema.Type switch
        {
            SchemaType.Boolean => token == JsonTokenType.True ? True : False,
            SchemaType.String => token == JsonTokenType.String ? JsonTexts.Read(ref reader) : null,
            SchemaType.Bytes => token == JsonTokenType.String ? ReadBytes(ref reader) ?? throw new DataException("Invalid bytes field") : null,
            SchemaType.Float32 => token == JsonTokenType.Number ? JsonNumbers.ToSingle(reader.ValueSpan) : 0f,
            SchemaType.Float64 => token == JsonTokenType.Number ? JsonNumbers.ToDouble(reader.ValueSpan) : 0d,
            _ => Integer(schema.Type, token == JsonTokenType.Number ? JsonNumbers.ToInt64(reader.ValueSpan) : 0),
        };
    }

    private static object Integer(SchemaType type, long value) => type switch
    {
        SchemaType.Int8 => (object)unchecked((sbyte)value),
        SchemaType.Int16 => unchecked((short)value),
        SchemaType.Int32 => unchecked((int)value),
        _ => value,
    };

    private object? Missing(Schema schema)
    {
        if (schema.DefaultValue is { } missing && settings.ReplaceNullWithDefault) return missing;
        return schema.IsOptional ? null : throw new DataException($"Invalid null value for required {schema.Type.UpperName()} field");
    }

    private object? ReadSchemaless(ref JsonInput reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return JsonTexts.Read(ref reader);
            case JsonTokenType.True: return True;
            case JsonTokenType.False: return False;
            case JsonTokenType.Number:
                return JsonNumbers.IsIntegral(reader.ValueSpan) ? JsonNumbers.ToInt64(reader.ValueSpan) : (object)JsonNumbers.ToDouble(reader.ValueSpan);
            case JsonTokenType.StartArray: return ReadArray(ref reader, null);
            case JsonTokenType.StartObject: return ReadObject(ref reader);
            default: return null;
        }
    }

    private ConnectMap ReadObject(ref JsonInput reader)
    {
        var shape = _shapes[reader.Depth % _shapes.Length] ??= new JsonShape();
        var map = new ConnectMap(8);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            // Objects in one place have the same names in the same order, mostly; such names need no look into the map.
            if (shape?.Next is { } next && reader.TextEquals(next.Bytes))
            {
                shape = next;
                reader.Read();
                map.AddDistinct(next.Name, ReadSchemaless(ref reader));
                continue;
            }

            var name = _names.Read(ref reader);
            shape = map.Contains(name) ? null : shape?.Follow(name);
            reader.Read();
            map[name] = ReadSchemaless(ref reader);
        }

        return map;
    }

    /// <summary>The elements of an array; of an object its values, and of anything else none.</summary>
    private List<object?> ReadArray(ref JsonInput reader, Schema? element)
    {
        // Arrays in one place are mostly of one length; a huge one is not remembered.
        ref var expected = ref _lengths[reader.Depth % _lengths.Length];
        var list = new List<object?>(expected);
        var isText = element is null or { Type: SchemaType.String, Name: null };
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject)) return list;
        while (true)
        {
            while (isText && reader.TryReadPlainText(out var text)) list.Add(JsonTexts.Read(text));
            if (!reader.Read() || reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject) break;
            if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
            list.Add(Read(ref reader, element));
        }

        expected = Math.Min(list.Count, 1024);
        if (list.Count < list.Capacity / 2) list.TrimExcess();
        return list;
    }

    private ConnectMap ReadMap(ref JsonInput reader, Schema schema)
    {
        var map = new ConnectMap();
        var (keySchema, valueSchema) = (schema.KeySchema, schema.ValueSchema);
        if (keySchema is null || keySchema.Type == SchemaType.String)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new DataException($"Maps with string fields should be encoded as JSON objects, but found {NodeType(reader.TokenType)}");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = _names.Read(ref reader);
                reader.Read();
                map[name] = Read(ref reader, valueSchema);
            }

            return map;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
            throw new DataException($"Maps with non-string fields should be encoded as JSON array of tuples, but found {NodeType(reader.TokenType)}");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartArray)
                throw new DataException($"Found invalid map entry instead of array tuple: {NodeType(reader.TokenType)}");
            var count = CountElements(reader);
            if (count != 2) throw new DataException($"Found invalid map entry, expected length 2 but found :{count}");
            reader.Read();
            var key = Read(ref reader, keySchema);
            reader.Read();
            map[key] = Read(ref reader, valueSchema);
            reader.Read();
        }

        return map;
    }

    private static int CountElements(JsonInput reader)
    {
        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++) reader.Skip();
        return count;
    }

    private Struct ReadStruct(ref JsonInput reader, Schema schema)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new DataException($"Structs should be encoded as JSON objects, but found {NodeType(reader.TokenType)}");
        var plan = plans.Of(schema);
        var result = new Struct(schema is SchemaBuilder builder ? builder.Build() : schema);
        var fields = plan.Fields;
        var seen = fields.Length <= 256 ? stackalloc bool[fields.Length] : new bool[fields.Length];
        seen.Clear();
        var next = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            // Writers keep the order of the schema, so the next field is the first guess.
            var index = next < fields.Length && reader.TextEquals(plan.Names[next]) ? next : plan.IndexOf(_names.Read(ref reader));
            reader.Read();
            if (index < 0)
            {
                reader.Skip();
                continue;
            }

            seen[index] = true;
            next = index + 1;
            Put(result, fields[index], Read(ref reader, fields[index].Schema));
        }

        for (var i = 0; i < fields.Length; i++)
        {
            if (!seen[i]) Put(result, fields[i], Missing(fields[i].Schema));
        }

        return result;
    }

    /// <summary>Scalars are of the field's class by the way they were read; what holds others can be wrong inside.</summary>
    private static void Put(Struct result, Field field, object? value)
    {
        if (value is not null && (field.Schema.Type.IsPrimitive() || IsListThatFits(field.Schema, value))) result.SetRaw(field.Index, value);
        else result.Put(field, value);
    }

    private static bool IsListThatFits(Schema schema, object value) =>
        schema.Type == SchemaType.Array && schema.ValueSchema is { } element && element.Type.IsPrimitive()
        && value is List<object?> list && (element.IsOptional || !list.Contains(null));

    private static BigDecimal ReadDecimal(ref JsonInput reader, Schema schema)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return BigDecimal.Parse(Encoding.ASCII.GetString(reader.ValueSpan));
            case JsonTokenType.String:
                if (ReadBytes(ref reader) is not { Length: > 0 } bytes || schema.Parameters is null) throw new DataException("Invalid bytes for Decimal field");
                try
                {
                    return DecimalType.ToLogical(schema, bytes);
                }
                catch (DataException e)
                {
                    throw new DataException("Invalid bytes for Decimal field", e);
                }

            default:
                throw new DataException(
                    $"Invalid type for Decimal, underlying representation should be numeric or bytes but was {NodeType(reader.TokenType)}");
        }
    }

    private static int ReadInt32(ref JsonInput reader, string kind)
    {
        if (reader.TokenType == JsonTokenType.Number && JsonNumbers.TryGetInt32(reader.ValueSpan, out var number)) return number;
        throw new DataException($"Invalid type for {kind}, underlying representation should be integer but was {NodeType(reader.TokenType)}");
    }

    private static byte[]? ReadBytes(ref JsonInput reader)
    {
        var text = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonTexts.Read(ref reader)) : reader.ValueSpan;
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, bytes, out _, out var written) != OperationStatus.Done) return null;
        if (written != bytes.Length) Array.Resize(ref bytes, written);
        return bytes;
    }

    private static string NodeType(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "OBJECT",
        JsonTokenType.StartArray => "ARRAY",
        JsonTokenType.String => "STRING",
        JsonTokenType.Number => "NUMBER",
        JsonTokenType.Null => "NULL",
        _ => "BOOLEAN",
    };
}
