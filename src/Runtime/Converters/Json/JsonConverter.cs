using System.Buffers;
using System.Text.Json;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Converters.Json;

/// <summary>
/// JSON with or without schemas (<c>org.apache.kafka.connect.json.JsonConverter</c>). With <c>schemas.enable</c> each value lies in an envelope
/// <c>{"schema":…,"payload":…}</c>. Schemas are cached: written ones by the schema object, read ones by their bytes.
/// </summary>
public sealed class JsonConverter : BuiltInConverter
{
    private const string EnvelopeError =
        "JsonConverter with schemas.enable requires \"schema\" and \"payload\" fields and may not contain additional fields."
        + " If you are trying to deserialize plain JSON data, set schemas.enable=false in your converter configuration.";

    private JsonConverterSettings _settings = null!;
    private JsonValueWriter _valueWriter = null!;
    private JsonSchemaWriter _schemaWriter = null!;
    private JsonValueReader _valueReader = null!;
    private JsonSchemaReader _schemaReader = null!;
    private JsonSchemaCache _cache = null!;
    private Schema? _fixedSchema;

    /// <summary>A converter with the default settings.</summary>
    public JsonConverter() => Use(JsonConverterSettings.Default);

    /// <inheritdoc/>
    public override ConfigDef Config { get; } = JsonConverterSettings.Definition();

    /// <inheritdoc/>
    public override bool Write(Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (schema is null && value is null) return false;
        var json = new JsonOutput(output);
        if (_settings.SchemasEnabled) json.Raw(schema is null ? "{\"schema\":null,\"payload\":"u8 : EnvelopeStart(schema));
        _valueWriter.Write(ref json, schema, value);
        if (_settings.SchemasEnabled) json.Byte((byte)'}');
        json.Flush();
        return true;
    }

    /// <inheritdoc/>
    public override SchemaAndValue Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        if (bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return _settings.SchemasEnabled && _fixedSchema is null ? throw new DataException(EnvelopeError) : SchemaAndValue.Null;
        try
        {
            return ReadValue(bytes);
        }
        catch (JsonException e)
        {
            throw ParseError(e);
        }
        catch (DataException)
        {
            // Jackson reads the whole document first, so an error of the text comes before one of the value.
            CheckWellFormed(bytes);
            throw;
        }
    }

    /// <inheritdoc/>
    public override SchemaAndValue ReadNull() => SchemaAndValue.Null;

    private protected override void Configure(ParsedConfig config)
    {
        Use(JsonConverterSettings.Of(config));
        if (_settings.SchemaContent is not { } content) return;
        try
        {
            using var document = JsonDocument.Parse(content);
            _fixedSchema = _schemaReader.Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new DataException("Failed to parse schema in converter config due to serialization error: ", e);
        }
    }

    private static DataException ParseError(Exception cause) =>
        new("Converting byte[] to Kafka Connect data failed due to serialization error: ", cause);

    private void Use(JsonConverterSettings settings)
    {
        _settings = settings;
        _fixedSchema = null;
        var plans = new StructPlans(settings.CacheSize);
        _valueWriter = new JsonValueWriter(settings, plans);
        _schemaWriter = new JsonSchemaWriter(_valueWriter);
        _valueReader = new JsonValueReader(settings, plans);
        _schemaReader = new JsonSchemaReader(_valueReader);
        _cache = new JsonSchemaCache(settings.CacheSize);
    }

    private byte[] EnvelopeStart(Schema schema)
    {
        if (_cache.TryGetEnvelope(schema, out var cached)) return cached;
        var buffer = new ArrayBufferWriter<byte>();
        var json = new JsonOutput(buffer);
        json.Raw("{\"schema\":"u8);
        _schemaWriter.Write(ref json, schema);
        json.Raw(",\"payload\":"u8);
        json.Flush();
        return _cache.AddEnvelope(schema, buffer.WrittenSpan.ToArray());
    }

    private SchemaAndValue ReadValue(ReadOnlySpan<byte> bytes)
    {
        if (_settings.SchemasEnabled && _fixedSchema is null) return ReadEnvelope(bytes);
        var schema = _settings.SchemasEnabled ? _fixedSchema : null;
        var reader = new JsonInput(bytes);
        reader.Read();
        return new SchemaAndValue(schema, _valueReader.Read(ref reader, schema));
    }

    private SchemaAndValue ReadEnvelope(ReadOnlySpan<byte> bytes)
    {
        if (_cache.TrySkipKnownStart(bytes, out var known, out var payloadAt))
        {
            // The payload is read as a document of its own; only the end of the envelope may follow it.
            var inner = new JsonInput(bytes[payloadAt..]);
            if (inner.Read())
            {
                var value = _valueReader.Read(ref inner, known);
                var rest = bytes[(payloadAt + inner.Consumed)..];
                var end = rest.IndexOfAnyExcept(" \t\r\n"u8);
                if (end >= 0 && rest[end] == (byte)'}') return new SchemaAndValue(known, value);
            }
        }

        return ReadUnknownEnvelope(bytes);
    }

    private SchemaAndValue ReadUnknownEnvelope(ReadOnlySpan<byte> bytes)
    {
        var reader = new JsonInput(bytes);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new DataException(EnvelopeError);
        int schemaAt = -1, schemaEnd = 0, payloadAt = -1, others = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isSchema = reader.TextEquals("schema"u8);
            var isPayload = !isSchema && reader.TextEquals("payload"u8);
            reader.Read();
            var at = reader.TokenStart;
            reader.Skip();
            if (isSchema) (schemaAt, schemaEnd) = (at, reader.Consumed);
            else if (isPayload) payloadAt = at;
            else others++;
        }

        if (schemaAt < 0 || payloadAt < 0 || others > 0) throw new DataException(EnvelopeError);
        var schema = SchemaOf(bytes[schemaAt..schemaEnd]);
        _cache.RememberStart(bytes, schemaEnd, payloadAt, schema);
        var payload = new JsonInput(bytes[payloadAt..]);
        return payload.Read()
            ? new SchemaAndValue(schema, _valueReader.Read(ref payload, schema))
            : throw new DataException(EnvelopeError);
    }

    private Schema? SchemaOf(ReadOnlySpan<byte> json)
    {
        if (_cache.TryGetSchema(json, out var cached)) return cached;
        using var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = 1000 });
        return _cache.AddSchema(json, _schemaReader.Read(document.RootElement));
    }

    private static void CheckWellFormed(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new JsonInput(bytes);
            reader.Read();
            reader.Skip();
        }
        catch (JsonException e)
        {
            throw ParseError(e);
        }
    }
}
