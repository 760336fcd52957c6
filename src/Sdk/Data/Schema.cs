using Connect.Sdk.Errors;

namespace Connect.Sdk.Data;

/// <summary>
/// What a value is: its type, whether it may be null, and more. A schema that is null means a value without one.
/// Mirrors <c>org.apache.kafka.connect.data.Schema</c>. Built schemas are immutable and compare by content; a <see cref="SchemaBuilder"/> can stand
/// where a schema is asked for, but never equals a built one.
/// </summary>
public abstract class Schema
{
    private protected Schema(SchemaType type) => Type = type;

    /// <summary>A required <see cref="sbyte"/>.</summary>
    public static Schema Int8 { get; } = new ConnectSchema(SchemaType.Int8);

    /// <summary>A required <see cref="short"/>.</summary>
    public static Schema Int16 { get; } = new ConnectSchema(SchemaType.Int16);

    /// <summary>A required <see cref="int"/>.</summary>
    public static Schema Int32 { get; } = new ConnectSchema(SchemaType.Int32);

    /// <summary>A required <see cref="long"/>.</summary>
    public static Schema Int64 { get; } = new ConnectSchema(SchemaType.Int64);

    /// <summary>A required <see cref="float"/>.</summary>
    public static Schema Float32 { get; } = new ConnectSchema(SchemaType.Float32);

    /// <summary>A required <see cref="double"/>.</summary>
    public static Schema Float64 { get; } = new ConnectSchema(SchemaType.Float64);

    /// <summary>A required <see cref="bool"/>.</summary>
    public static Schema Boolean { get; } = new ConnectSchema(SchemaType.Boolean);

    /// <summary>A required <see cref="string"/>.</summary>
    public static Schema String { get; } = new ConnectSchema(SchemaType.String);

    /// <summary>Required bytes.</summary>
    public static Schema Bytes { get; } = new ConnectSchema(SchemaType.Bytes);

    /// <summary>An <see cref="sbyte"/> or null.</summary>
    public static Schema OptionalInt8 { get; } = new ConnectSchema(SchemaType.Int8, isOptional: true);

    /// <summary>A <see cref="short"/> or null.</summary>
    public static Schema OptionalInt16 { get; } = new ConnectSchema(SchemaType.Int16, isOptional: true);

    /// <summary>An <see cref="int"/> or null.</summary>
    public static Schema OptionalInt32 { get; } = new ConnectSchema(SchemaType.Int32, isOptional: true);

    /// <summary>A <see cref="long"/> or null.</summary>
    public static Schema OptionalInt64 { get; } = new ConnectSchema(SchemaType.Int64, isOptional: true);

    /// <summary>A <see cref="float"/> or null.</summary>
    public static Schema OptionalFloat32 { get; } = new ConnectSchema(SchemaType.Float32, isOptional: true);

    /// <summary>A <see cref="double"/> or null.</summary>
    public static Schema OptionalFloat64 { get; } = new ConnectSchema(SchemaType.Float64, isOptional: true);

    /// <summary>A <see cref="bool"/> or null.</summary>
    public static Schema OptionalBoolean { get; } = new ConnectSchema(SchemaType.Boolean, isOptional: true);

    /// <summary>A <see cref="string"/> or null.</summary>
    public static Schema OptionalString { get; } = new ConnectSchema(SchemaType.String, isOptional: true);

    /// <summary>Bytes or null.</summary>
    public static Schema OptionalBytes { get; } = new ConnectSchema(SchemaType.Bytes, isOptional: true);

    /// <summary>The type of the values.</summary>
    public SchemaType Type { get; }

    /// <summary>True if a value may be null.</summary>
    public abstract bool IsOptional { get; }

    /// <summary>What stands for a value that is missing, or null if there is no default.</summary>
    public abstract object? DefaultValue { get; }

    /// <summary>The name of the type, which also marks logical types (<see cref="DecimalType"/>, <see cref="DateType"/>, ...).</summary>
    public abstract string? Name { get; }

    /// <summary>The version of the schema.</summary>
    public abstract int? Version { get; }

    /// <summary>A text for people.</summary>
    public abstract string? Doc { get; }

    /// <summary>Further properties in the order they were set, or null if there are none.</summary>
    public abstract IReadOnlyDictionary<string, string>? Parameters { get; }

    /// <summary>The fields of a struct, in order.</summary>
    /// <exception cref="DataException">This is not the schema of a struct.</exception>
    public abstract IReadOnlyList<Field> Fields { get; }

    /// <summary>The schema of the keys of a map; null if it has none.</summary>
    /// <exception cref="DataException">This is not the schema of a map.</exception>
    public abstract Schema? KeySchema { get; }

    /// <summary>The schema of the values of a map or the elements of an array; null if it has none.</summary>
    /// <exception cref="DataException">This is neither the schema of a map nor of an array.</exception>
    public abstract Schema? ValueSchema { get; }

    /// <summary>The field of a struct with a name, or null.</summary>
    /// <exception cref="DataException">This is not the schema of a struct.</exception>
    public abstract Field? Field(string name);

    /// <summary>This schema, built.</summary>
    public abstract ConnectSchema Build();

    /// <summary>The schema as in Connect's messages, <c>Schema{name:TYPE}</c>.</summary>
    public override string ToString() => Name is null ? $"Schema{{{Type.UpperName()}}}" : $"Schema{{{Name}:{Type.UpperName()}}}";
}
