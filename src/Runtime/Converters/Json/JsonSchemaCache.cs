using System.Diagnostics.CodeAnalysis;
using Connect.Sdk.Data;

namespace Connect.Runtime.Converters.Json;

/// <summary>
/// Schemas in both directions. Written ones go by the schema object, read ones by their bytes, and the start of the last document read is kept apart: most topics
/// hold one schema, and a comparison of bytes is all it takes to skip it. Beyond its size a cache starts anew.
/// </summary>
internal sealed class JsonSchemaCache(int size)
{
    private readonly Dictionary<Schema, byte[]> _envelopes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Schema?> _schemas = new(StringComparer.Ordinal);
    private Schema? _lastWritten;
    private byte[]? _lastEnvelope;
    private byte[] _start = [];
    private Schema? _startSchema;

    public bool TryGetEnvelope(Schema schema, [NotNullWhen(true)] out byte[]? envelope)
    {
        if (ReferenceEquals(schema, _lastWritten))
        {
            envelope = _lastEnvelope!;
            return true;
        }

        if (!_envelopes.TryGetValue(schema, out envelope)) return false;
        (_lastWritten, _lastEnvelope) = (schema, envelope);
        return true;
    }

    public byte[] AddEnvelope(Schema schema, byte[] envelope)
    {
        // A builder can still change.
        if (schema is SchemaBuilder) return envelope;
        if (_envelopes.Count >= Math.Max(size, 1)) _envelopes.Clear();
        _envelopes[schema] = envelope;
        (_lastWritten, _lastEnvelope) = (schema, envelope);
        return envelope;
    }

    public bool TryGetSchema(ReadOnlySpan<byte> json, out Schema? schema) =>
        _schemas.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Key(json), out schema);

    public Schema? AddSchema(ReadOnlySpan<byte> json, Schema? schema)
    {
        if (_schemas.Count >= Math.Max(size, 1)) _schemas.Clear();
        _schemas[Key(json).ToString()] = schema;
        return schema;
    }

    /// <summary>True if the document starts with the same envelope and schema as the last one.</summary>
    public bool TrySkipKnownStart(ReadOnlySpan<byte> document, out Schema? schema, out int payloadAt)
    {
        schema = _startSchema;
        payloadAt = _start.Length;
        return _start.Length > 0 && document.StartsWith(_start);
    }

    /// <summary>Remembers what lies before the payload, if the schema does.</summary>
    public void RememberStart(ReadOnlySpan<byte> document, int schemaEnd, int payloadAt, Schema? schema)
    {
        if (payloadAt < schemaEnd) return;
        _start = document[..payloadAt].ToArray();
        _startSchema = schema;
    }

    /// <summary>The bytes as Latin 1, one character each: a key that compares as they do.</summary>
    private static ReadOnlySpan<char> Key(ReadOnlySpan<byte> json)
    {
        var key = new char[json.Length];
        for (var i = 0; i < key.Length; i++) key[i] = (char)json[i];
        return key;
    }
}
