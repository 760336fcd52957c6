using System.Buffers;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Headers;

namespace Connect.Sdk.Storage;

/// <summary>
/// Turns keys or values of records into the bytes in Kafka and back (<c>org.apache.kafka.connect.storage.Converter</c>). An instance serves keys or values of one
/// task, one thread at a time.
/// </summary>
public interface IConverter : IDisposable
{
    /// <summary>The settings.</summary>
    ConfigDef Config { get; }

    /// <summary>Called once, before the first record.</summary>
    /// <param name="config">The settings of this converter, without their prefix.</param>
    /// <param name="isKey">True if it is to convert keys, false for values.</param>
    /// <exception cref="Errors.ConfigException">A setting is missing or wrong.</exception>
    void Configure(IReadOnlyDictionary<string, string?> config, bool isKey);

    /// <summary>Writes the bytes of a value.</summary>
    /// <param name="topic">The topic of the record.</param>
    /// <param name="headers">The headers of the record, to which a converter may add; null in none.</param>
    /// <param name="schema">The schema of the value, or null.</param>
    /// <param name="value">The value, or null.</param>
    /// <param name="output">Where to write; nothing of it counts if this fails or returns false.</param>
    /// <returns>False if the value is null in Kafka, too.</returns>
    /// <exception cref="Errors.DataException">The value cannot be converted.</exception>
    bool FromConnectData(string topic, ConnectHeaders? headers, Schema? schema, object? value, IBufferWriter<byte> output);

    /// <summary>Reads a value.</summary>
    /// <param name="topic">The topic of the record.</param>
    /// <param name="headers">The headers of the record; null if there are none.</param>
    /// <param name="value">The bytes, valid during the call.</param>
    /// <exception cref="Errors.DataException">The bytes cannot be converted.</exception>
    SchemaAndValue ToConnectData(string topic, ConnectHeaders? headers, ReadOnlySpan<byte> value);

    /// <summary>Reads a value that is null in Kafka.</summary>
    SchemaAndValue NullToConnectData(string topic) => SchemaAndValue.Null;
}

/// <summary>Turns headers of records into the bytes in Kafka and back (<c>org.apache.kafka.connect.storage.HeaderConverter</c>).</summary>
public interface IHeaderConverter : IDisposable
{
    /// <summary>The settings.</summary>
    ConfigDef Config { get; }

    /// <summary>Called once, before the first record.</summary>
    /// <param name="config">The settings of this converter, without their prefix.</param>
    /// <exception cref="Errors.ConfigException">A setting is missing or wrong.</exception>
    void Configure(IReadOnlyDictionary<string, string?> config);

    /// <summary>Writes the bytes of the value of a header.</summary>
    /// <returns>False if the value is null in Kafka, too.</returns>
    /// <exception cref="Errors.DataException">The value cannot be converted.</exception>
    bool FromConnectHeader(string topic, string headerKey, Schema? schema, object? value, IBufferWriter<byte> output);

    /// <summary>Reads the value of a header.</summary>
    /// <exception cref="Errors.DataException">The bytes cannot be converted.</exception>
    SchemaAndValue ToConnectHeader(string topic, string headerKey, ReadOnlySpan<byte> value);

    /// <summary>Reads the value of a header that is null in Kafka.</summary>
    SchemaAndValue NullToConnectHeader(string topic, string headerKey) => SchemaAndValue.Null;
}
