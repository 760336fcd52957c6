using System.Numerics;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Sdk.Data;

/// <summary>
/// The logical type of decimal numbers (<c>org.apache.kafka.connect.data.Decimal</c>): BYTES with the unscaled value, big-endian and as short as possible;
/// the scale is the parameter <c>scale</c> of the schema.
/// </summary>
public static class DecimalType
{
    /// <summary>The name of its schemas.</summary>
    public const string LogicalName = "org.apache.kafka.connect.data.Decimal";

    /// <summary>The parameter with the scale.</summary>
    public const string ScaleParameter = "scale";

    /// <summary>A builder of the schema of numbers with a scale.</summary>
    public static SchemaBuilder Builder(int scale) =>
        new SchemaBuilder(SchemaType.Bytes).WithName(LogicalName).WithParameter(ScaleParameter, JavaNumbers.ToText(scale)).WithVersion(1);

    /// <summary>The schema of numbers with a scale.</summary>
    public static Schema Schema(int scale) => Builder(scale).Build();

    /// <summary>The bytes of a number.</summary>
    /// <exception cref="DataException">The scale of the number is not that of the schema, or the schema has none.</exception>
    public static byte[] FromLogical(Schema schema, BigDecimal value)
    {
        var scale = ScaleOf(schema);
        if (value.Scale != scale)
        {
            throw new DataException(
                $"Decimal value has mismatching scale for given Decimal schema. Schema has scale {scale}, value has scale {value.Scale}.");
        }

        return value.Unscaled.ToByteArray(isUnsigned: false, isBigEndian: true);
    }

    /// <summary>The number of bytes that stand for.</summary>
    /// <exception cref="DataException">There are no bytes, or the schema has no scale.</exception>
    public static BigDecimal ToLogical(Schema schema, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) throw new DataException("Zero length bytes are no decimal number");
        return new BigDecimal(new BigInteger(value, isUnsigned: false, isBigEndian: true), ScaleOf(schema));
    }

    internal static int ScaleOf(Schema schema)
    {
        var text = schema.Parameters?.GetValueOrDefault(ScaleParameter) ?? throw new DataException("Invalid Decimal schema: scale parameter not found.");
        return JavaNumbers.TryParseInt32(text, out var scale) ? scale : throw new DataException("Invalid scale parameter found in Decimal schema: ");
    }
}
