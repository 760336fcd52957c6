using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Transforms;

/// <summary>Casts single values as <see cref="Cast"/> does: numbers as Java casts them, texts only if they are exactly a number.</summary>
internal static class ValueCast
{
    /// <exception cref="DataException">The value cannot be cast.</exception>
    public static object? To(SchemaType target, Schema? schema, object? value)
    {
        if (value is null) return null;
        var type = schema?.Type ?? ValueClasses.TypeOf(value) ?? throw new DataException(
            $"Cast transformation was passed a value of type class {JavaNames.ClassOf(value)} which is not supported by Connect's data API");
        if (!type.IsPrimitive())
        {
            throw new DataException(
                $"Cast transformation does not support casting from {type.UpperName()}; supported types are "
                + "[INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING, BYTES]");
        }

        if (target == SchemaType.String) return ToText(value);
        if (schema?.Name is not null) value = Encode(schema, value);
        return target switch
        {
            SchemaType.Boolean => ToBoolean(value),
            _ when ValueClasses.IsNumber(value) => FromNumber(target, value),
            _ when value is bool truth => FromNumber(target, truth ? 1 : 0),
            _ when value is string text => FromText(target, text),
            _ => throw Unexpected(value),
        };
    }

    private static object Encode(Schema schema, object value) => (schema.Name, value) switch
    {
        (DateType.LogicalName, Instant instant) => DateType.FromLogical(schema, instant),
        (TimeType.LogicalName, Instant instant) => TimeType.FromLogical(schema, instant),
        (TimestampType.LogicalName, Instant instant) => TimestampType.FromLogical(schema, instant),
        (DateType.LogicalName or TimeType.LogicalName or TimestampType.LogicalName, _) => throw Unexpected(value),
        _ => value,
    };

    private static object FromNumber(SchemaType target, object number) => target switch
    {
        SchemaType.Int8 => (object)JavaNumbers.ToInt8(number),
        SchemaType.Int16 => JavaNumbers.ToInt16(number),
        SchemaType.Int32 => JavaNumbers.ToInt32(number),
        SchemaType.Int64 => JavaNumbers.ToInt64(number),
        SchemaType.Float32 => JavaNumbers.ToSingle(number),
        _ => JavaNumbers.ToDouble(number),
    };

    private static object FromText(SchemaType target, string text)
    {
        switch (target)
        {
            case SchemaType.Int8 when JavaNumbers.TryParseInt32(text, out var number) && number is >= sbyte.MinValue and <= sbyte.MaxValue: return (sbyte)number;
            case SchemaType.Int16 when JavaNumbers.TryParseInt32(text, out var number) && number is >= short.MinValue and <= short.MaxValue: return (short)number;
            case SchemaType.Int32 when JavaNumbers.TryParseInt32(text, out var number): return number;
            case SchemaType.Int64 when JavaNumbers.TryParseInt64(text, out var number): return number;
            case SchemaType.Float32 when JavaNumbers.TryParseSingle(text, out var number): return number;
            case SchemaType.Float64 when JavaNumbers.TryParseDouble(text, out var number): return number;
            default: throw new DataException($"Value ({text}) was out of range for requested data type");
        }
    }

    private static bool ToBoolean(object value) => value switch
    {
        bool truth => truth,
        string text => text.Equals("true", StringComparison.OrdinalIgnoreCase),
        _ when ValueClasses.IsNumber(value) => JavaNumbers.ToInt64(value) != 0,
        _ => throw Unexpected(value),
    };

    private static string ToText(object value) => value is Instant or byte[] or ReadOnlyMemory<byte> ? Values.ConvertToString(value)! : JavaText.Of(value);

    private static DataException Unexpected(object value) => new($"Unexpected type in Cast transformation: class {JavaNames.ClassOf(value)}");
}
