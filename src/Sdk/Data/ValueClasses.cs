using System.Collections;

namespace Connect.Sdk.Data;

/// <summary>The classes that values can have in memory.</summary>
internal enum ValueClass
{
    Int8,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    Boolean,
    String,
    Bytes,
    List,
    Map,
    Struct,
    Decimal,
    Instant,
}

/// <summary>Which class the values of a schema have.</summary>
internal static class ValueClasses
{
    /// <summary>A logical name decides alone, whatever the type is: so it is in Connect.</summary>
    public static ValueClass ExpectedFor(SchemaType type, string? name) => name switch
    {
        DecimalType.LogicalName => ValueClass.Decimal,
        DateType.LogicalName or TimeType.LogicalName or TimestampType.LogicalName => ValueClass.Instant,
        _ => (ValueClass)type,
    };

    public static bool Is(object value, ValueClass expected) => expected switch
    {
        ValueClass.Int8 => value is sbyte,
        ValueClass.Int16 => value is short,
        ValueClass.Int32 => value is int,
        ValueClass.Int64 => value is long,
        ValueClass.Float32 => value is float,
        ValueClass.Float64 => value is double,
        ValueClass.Boolean => value is bool,
        ValueClass.String => value is string,
        ValueClass.Bytes => value is byte[] or ReadOnlyMemory<byte>,
        ValueClass.List => value is IList and not byte[],
        ValueClass.Map => value is IDictionary,
        ValueClass.Struct => value is Struct,
        ValueClass.Decimal => value is BigDecimal,
        _ => value is Instant,
    };

    /// <summary>The type of a value without a schema, or null if the record model has none for its class.</summary>
    public static SchemaType? TypeOf(object value) => value switch
    {
        string => SchemaType.String,
        int => SchemaType.Int32,
        long => SchemaType.Int64,
        double => SchemaType.Float64,
        bool => SchemaType.Boolean,
        byte[] or ReadOnlyMemory<byte> => SchemaType.Bytes,
        IDictionary => SchemaType.Map,
        IList => SchemaType.Array,
        Struct => SchemaType.Struct,
        float => SchemaType.Float32,
        short => SchemaType.Int16,
        sbyte => SchemaType.Int8,
        _ => null,
    };

    public static bool IsNumber(object? value) => value is sbyte or short or int or long or float or double or BigDecimal or System.Numerics.BigInteger;
}
