using System.Buffers;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Converters;

/// <summary>One byte, 1 for true and 0 for false (<c>org.apache.kafka.connect.converters.BooleanConverter</c>).</summary>
public sealed class BooleanConverter : BuiltInConverter
{
    /// <inheritdoc/>
    public override bool Write(Schema? schema, object? value, IBufferWriter<byte> output)
    {
        if (schema is not null && schema.Type != SchemaType.Boolean)
            throw new DataException($"Invalid schema type for BooleanConverter: {schema.Type.UpperName()}");
        if (value is null) return false;
        if (value is not bool truth) throw new DataException($"BooleanConverter is not compatible with objects of type class {JavaNames.ClassOf(value)}");
        output.Write([truth ? (byte)1 : (byte)0]);
        return true;
    }

    /// <inheritdoc/>
    public override SchemaAndValue Read(ReadOnlySpan<byte> bytes) => bytes is [0 or 1]
        ? new SchemaAndValue(Schema.OptionalBoolean, bytes[0] == 1)
        : throw new DataException("Failed to deserialize boolean: ");

    /// <inheritdoc/>
    public override SchemaAndValue ReadNull() => new(Schema.OptionalBoolean, null);
}
