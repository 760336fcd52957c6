using System.Buffers;
using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Headers;
using Connect.Sdk.Storage;

namespace Connect.Runtime.Converters;

/// <summary>A converter that comes with Kafka: it looks at the data alone, so it serves keys, values and headers alike.</summary>
public abstract class BuiltInConverter : IConverter, IHeaderConverter, IVersioned
{
    /// <inheritdoc/>
    public string Version => KafkaVersion.Text;

    /// <inheritdoc cref="IConverter.Config"/>
    public virtual ConfigDef Config { get; } = ConverterSettings.Definition();

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config, bool isKey) =>
        Configure(new ParsedConfig(Config, ConverterSettings.With(config, isKey ? "key" : "value")));

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config) => Configure(new ParsedConfig(Config, config));

    /// <summary>Writes the bytes of a value.</summary>
    /// <returns>False if the value is null in Kafka, too.</returns>
    public abstract bool Write(Schema? schema, object? value, IBufferWriter<byte> output);

    /// <summary>Reads a value.</summary>
    public abstract SchemaAndValue Read(ReadOnlySpan<byte> bytes);

    /// <summary>What a null in Kafka reads as.</summary>
    public abstract SchemaAndValue ReadNull();

    /// <inheritdoc/>
    public bool FromConnectData(string topic, ConnectHeaders? headers, Schema? schema, object? value, IBufferWriter<byte> output) =>
        Write(schema, value, output);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectData(string topic, ConnectHeaders? headers, ReadOnlySpan<byte> value) => Read(value);

    /// <inheritdoc/>
    public SchemaAndValue NullToConnectData(string topic) => ReadNull();

    /// <inheritdoc/>
    public bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output) =>
        Write(schema, value, output);

    /// <inheritdoc/>
    public SchemaAndValue ToConnectHeader(string topic, string headerKey, ReadOnlySpan<byte> value) => Read(value);

    /// <inheritdoc/>
    public SchemaAndValue NullToConnectHeader(string topic, string headerKey) => ReadNull();

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    private protected virtual void Configure(ParsedConfig config) { }
}
