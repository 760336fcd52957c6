using System.Buffers;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Converters;

/// <summary>Passes bytes as they are (<c>org.apache.kafka.connect.converters.ByteArrayConverter</c>).</summary>
public sealed class ByteArrayConverter : BuiltInConverter
{
    /// <inheritdoc/>
    public override bool Write(Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (schema is not null && schema.Type != SchemaType.Bytes)
            throw new DataException($"Invalid schema type for ByteArrayConverter: {schema.Type.UpperName()}");
        switch (value)
        {
            case null: return false;
            case byte[] bytes: output.Write(bytes); return true;
            case ReadOnlyMemory<byte> bytes: output.Write(bytes.Span); return true;
            default: throw new DataException($"ByteArrayConverter is not compatible with objects of type class {JavaNames.ClassOf(value)}");
        }
    }

    /// <inheritdoc/>
    public override SchemaAndValue Read(ReadOnlySpan<byte> bytes) => new(Schema.OptionalBytes, bytes.ToArray());

    /// <inheritdoc/>
    public override SchemaAndValue ReadNull() => new(Schema.OptionalBytes, null);
}
