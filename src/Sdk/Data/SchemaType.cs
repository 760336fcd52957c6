namespace Connect.Sdk.Data;

/// <summary>The types of Connect's record model (<c>Schema.Type</c>). See <see cref="Schema"/> for the .NET class of each type's values.</summary>
public enum SchemaType
{
    /// <summary>8-bit signed integer, <see cref="sbyte"/>.</summary>
    Int8,

    /// <summary>16-bit signed integer, <see cref="short"/>.</summary>
    Int16,

    /// <summary>32-bit signed integer, <see cref="int"/>.</summary>
    Int32,

    /// <summary>64-bit signed integer, <see cref="long"/>.</summary>
    Int64,

    /// <summary>32-bit IEEE 754 number, <see cref="float"/>.</summary>
    Float32,

    /// <summary>64-bit IEEE 754 number, <see cref="double"/>.</summary>
    Float64,

    /// <summary><see cref="bool"/>.</summary>
    Boolean,

    /// <summary><see cref="string"/>.</summary>
    String,

    /// <summary>A <see cref="byte"/> array, or <see cref="ReadOnlyMemory{T}"/> of bytes.</summary>
    Bytes,

    /// <summary>An ordered list, <see cref="System.Collections.IList"/>.</summary>
    Array,

    /// <summary>Keys and values, <see cref="System.Collections.IDictionary"/>; <see cref="ConnectMap"/> keeps the order.</summary>
    Map,

    /// <summary>Named fields, <see cref="Data.Struct"/>.</summary>
    Struct,
}

/// <summary>The names of the types.</summary>
public static class SchemaTypeNames
{
    private static readonly string[] Upper = [.. Enum.GetNames<SchemaType>().Select(n => n.ToUpperInvariant())];
    private static readonly string[] Lower = [.. Enum.GetNames<SchemaType>().Select(n => n.ToLowerInvariant())];

    /// <summary>The name as in Connect's messages, <c>INT32</c>.</summary>
    public static string UpperName(this SchemaType type) => Upper[(int)type];

    /// <summary>The name as users write it, <c>int32</c>.</summary>
    public static string LowerName(this SchemaType type) => Lower[(int)type];

    /// <summary>True for every type but arrays, maps and structs.</summary>
    public static bool IsPrimitive(this SchemaType type) => type < SchemaType.Array;

    /// <summary>The type with a name as in <see cref="UpperName"/>.</summary>
    public static bool TryParseUpper(string name, out SchemaType type)
    {
        var index = System.Array.IndexOf(Upper, name);
        type = index < 0 ? default : (SchemaType)index;
        return index >= 0;
    }
}
