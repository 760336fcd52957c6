using System.Buffers;
using System.Text;
using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Storage;

namespace Connect.Runtime.Converters;

/// <summary>
/// Headers as texts that read back as numbers, booleans, dates, lists and maps where they look like it
/// (<c>org.apache.kafka.connect.storage.SimpleHeaderConverter</c>). What cannot be read stays bytes.
/// </summary>
public sealed class SimpleHeaderConverter : IHeaderConverter, IVersioned
{
    /// <inheritdoc/>
    public string Version => KafkaVersion.Text;

    /// <inheritdoc/>
    public ConfigDef Config { get; } = new();

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config) { }

    /// <inheritdoc/>
    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (value is null) return false;
        EncodingExtensions.GetBytes(JavaEncodings.Utf8, Values.ConvertToString(value), output);
        return true;
    }

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, ReadOnlySpan<byte> value)
    {
        var text = JavaEncodings.Utf8.GetString(value);
        if (text.Length == 0) return new SchemaAndValue(Schema.String, text);
        try
        {
            return Values.ParseString(text);
        }
        catch (DataException)
        {
            return new SchemaAndValue(Schema.Bytes, value.ToArray());
        }
    }

    /// <inheritdoc/>
    public void Dispose() { }
}
