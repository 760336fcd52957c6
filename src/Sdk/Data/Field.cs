namespace Connect.Sdk.Data;

/// <summary>A field of a struct: name, place (from 0) and schema. Mirrors <c>org.apache.kafka.connect.data.Field</c>.</summary>
public sealed record Field(string Name, int Index, Schema Schema)
{
    /// <summary>The field as in Connect's messages.</summary>
    public override string ToString() => $"Field{{name={Name}, index={Index}, schema={Schema}}}";
}

/// <summary>A schema, which may be null, and a value of it.</summary>
public readonly record struct SchemaAndValue(Schema? Schema, object? Value)
{
    /// <summary>Neither a schema nor a value.</summary>
    public static SchemaAndValue Null => default;

    /// <summary>Equal schemas and deeply equal values.</summary>
    public bool Equals(SchemaAndValue other) => Equals(Schema, other.Schema) && ConnectEquality.Equal(Value, other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Schema, ConnectEquality.Hash(Value));

    /// <summary>Both as in Connect's messages.</summary>
    public override string ToString() => $"SchemaAndValue{{schema={Java.JavaText.Of(Schema)}, value={Java.JavaText.Of(Value)}}}";
}
