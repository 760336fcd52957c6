using System.Buffers;
using System.Collections;
using System.Text;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Converters.Json;

/// <summary>Writes values as JsonConverter does, with its errors.</summary>
internal sealed class JsonValueWriter(JsonConverterSettings settings, StructPlans plans)
{
    public void Write(ref JsonOutput json, Schema? schema, object? value)
    {
        if (value is null)
        {
            WriteNull(ref json, schema);
            return;
        }

        if (schema?.Name is not null && TryWriteLogical(ref json, schema, value)) return;
        var type = schema?.Type ?? ValueClasses.TypeOf(value)
            ?? throw new DataException($"Java class class {JavaNames.ClassOf(value)} does not have corresponding schema type.");
        switch (type, value)
        {
            case (SchemaType.Int8, sbyte number): json.Number(number); break;
            case (SchemaType.Int16, short number): json.Number(number); break;
            case (SchemaType.Int32, int number): json.Number(number); break;
            case (SchemaType.Int64, long number): json.Number(number); break;
            case (SchemaType.Float32, float number): json.Number(number); break;
            case (SchemaType.Float64, double number): json.Number(number); break;
            case (SchemaType.Boolean, bool truth): json.Raw(truth ? "true"u8 : "false"u8); break;
            case (SchemaType.String, string text): json.String(text); break;
            case (SchemaType.Bytes, byte[] bytes): json.Base64(bytes); break;
            case (SchemaType.Bytes, ReadOnlyMemory<byte> bytes): json.Base64(bytes.Span); break;
            case (SchemaType.Bytes, _): throw new DataException($"Invalid type for bytes type: class {JavaNames.ClassOf(value)}");
            case (SchemaType.Struct, Struct nested): WriteStruct(ref json, schema, nested); break;
            case (SchemaType.Map, IDictionary map): WriteMap(ref json, schema, map); break;
            case (SchemaType.Array, IList list) when list is not byte[]: WriteList(ref json, schema?.ValueSchema, list); break;
            default:
                throw new DataException($"Invalid type for {schema?.Type.UpperName() ?? "unknown schema"}: class {JavaNames.ClassOf(value)}");
        }
    }

    private void WriteNull(ref JsonOutput json, Schema? schema)
    {
        if (schema?.DefaultValue is { } missing && settings.ReplaceNullWithDefault) Write(ref json, schema, missing);
        else if (schema is null || schema.IsOptional) json.Raw("null"u8);
        else throw new DataException("Conversion error: null value for field that is required and has no default value");
    }

    private bool TryWriteLogical(ref JsonOutput json, Schema schema, object value)
    {
        switch (schema.Name)
        {
            case DecimalType.LogicalName:
                if (value is not BigDecimal number)
                    throw new DataException($"Invalid type for Decimal, expected BigDecimal but was class {JavaNames.ClassOf(value)}");
                if (settings.NumericDecimals) json.Ascii(number.ToString());
                else json.Base64(DecimalType.FromLogical(schema, number));
                return true;
            case DateType.LogicalName:
                json.Number(DateType.FromLogical(schema, Instant("Date", value)));
                return true;
            case TimeType.LogicalName:
                json.Number(TimeType.FromLogical(schema, Instant("Time", value)));
                return true;
            case TimestampType.LogicalName:
                json.Number(TimestampType.FromLogical(schema, Instant("Timestamp", value)));
                return true;
            default:
                return false;
        }
    }

    private static Instant Instant(string kind, object value) => value is Instant instant
        ? instant
        : throw new DataException($"Invalid type for {kind}, expected Date but was class {JavaNames.ClassOf(value)}");

    private void WriteStruct(ref JsonOutput json, Schema? schema, Struct value)
    {
        if (schema is null || !value.Schema.Equals(schema)) throw new DataException("Mismatching schema.");
        var plan = plans.Of(schema);
        var fields = plan.Fields;
        json.Byte((byte)'{');
        for (var i = 0; i < fields.Length; i++)
        {
            json.Raw(plan.Prefixes[i]);
            Write(ref json, fields[i].Schema, value.Raw(i));
        }

        json.Byte((byte)'}');
    }

    private void WriteList(ref JsonOutput json, Schema? element, IList list)
    {
        json.Byte((byte)'[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0) json.Byte((byte)',');
            Write(ref json, element, list[i]);
        }

        json.Byte((byte)']');
    }

    private void WriteMap(ref JsonOutput json, Schema? schema, IDictionary map)
    {
        var keySchema = schema?.KeySchema;
        var valueSchema = schema?.ValueSchema;
        var asObject = schema is null ? HasStringKeysOnly(map) : keySchema?.Type == SchemaType.String;
        json.Byte(asObject ? (byte)'{' : (byte)'[');
        var entries = new MapEntries(map);
        for (var first = true; entries.MoveNext(); first = false)
        {
            if (!first) json.Byte((byte)',');
            var key = entries.Key;
            if (asObject)
            {
                WriteName(ref json, keySchema, key);
                json.Byte((byte)':');
                Write(ref json, valueSchema, entries.Value);
            }
            else
            {
                json.Byte((byte)'[');
                Write(ref json, keySchema, key);
                json.Byte((byte)',');
                Write(ref json, valueSchema, entries.Value);
                json.Byte((byte)']');
            }
        }

        json.Byte(asObject ? (byte)'}' : (byte)']');
    }

    private void WriteName(ref JsonOutput json, Schema? keySchema, object? key)
    {
        if (key is string text && keySchema?.Name is null)
        {
            json.String(text);
            return;
        }

        // A null or a logical value is a name by its text.
        var buffer = new ArrayBufferWriter<byte>();
        var inner = new JsonOutput(buffer);
        Write(ref inner, keySchema, key);
        inner.Flush();
        if (buffer.WrittenSpan is [(byte)'"', ..]) json.Raw(buffer.WrittenSpan);
        else json.String(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static bool HasStringKeysOnly(IDictionary map)
    {
        var entries = new MapEntries(map);
        while (entries.MoveNext())
        {
            if (entries.Key is not string) return false;
        }

        return true;
    }
}
