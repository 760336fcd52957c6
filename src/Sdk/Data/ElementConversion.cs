namespace Connect.Sdk.Data;

/// <summary>Makes a parsed element fit the schema that all elements have in common.</summary>
internal static class ElementConversion
{
    /// <exception cref="Errors.DataException">It does not fit.</exception>
    public static object? Convert(Schema target, object? value)
    {
        if (value is null) return target.IsOptional ? null : throw Values.NullValue();
        return target.Type switch
        {
            SchemaType.Bytes when target.Name == DecimalType.LogicalName => Values.ConvertToDecimal(value, DecimalType.ScaleOf(target)),
            SchemaType.Bytes => ToBytes(target, value),
            SchemaType.String => Values.ConvertToString(value),
            SchemaType.Boolean => Values.ConvertToBoolean(null, value),
            SchemaType.Int8 => Values.ConvertToInt8(null, value),
            SchemaType.Int16 => Values.ConvertToInt16(null, value),
            SchemaType.Int32 when target.Name == DateType.LogicalName => TemporalConversion.ToDate(null, value),
            SchemaType.Int32 when target.Name == TimeType.LogicalName => TemporalConversion.ToTime(null, value),
            SchemaType.Int32 => Values.ConvertToInt32(null, value),
            SchemaType.Int64 when target.Name == TimestampType.LogicalName => TemporalConversion.ToTimestamp(null, value),
            SchemaType.Int64 => Values.ConvertToInt64(null, value),
            SchemaType.Float32 => Values.ConvertToFloat32(null, value),
            SchemaType.Float64 => Values.ConvertToFloat64(null, value),
            SchemaType.Array => Values.ConvertToList(value),
            SchemaType.Map => Values.ConvertToMap(value),
            _ => Values.ConvertToStruct(value),
        };
    }

    private static byte[] ToBytes(Schema target, object value) => value switch
    {
        byte[] bytes => bytes,
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        BigDecimal number => DecimalType.FromLogical(target, number),
        _ => throw Values.CannotConvert(value, target),
    };
}
