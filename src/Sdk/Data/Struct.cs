using System.Collections;
using System.Text;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Sdk.Data;

/// <summary>
/// A value with named fields (<c>org.apache.kafka.connect.data.Struct</c>). Values are checked as they are put; fields that were never put are null.
/// Not safe for writing from several threads.
/// </summary>
public sealed class Struct : IEquatable<Struct>
{
    private readonly object?[] _values;

    /// <summary>A struct without values.</summary>
    /// <exception cref="DataException">The schema is not that of a struct.</exception>
    public Struct(Schema schema)
    {
        if (schema.Type != SchemaType.Struct) throw new DataException($"Not a struct schema: {schema}");
        Schema = schema;
        _values = new object?[schema.Fields.Count];
    }

    /// <summary>The schema of this struct.</summary>
    public Schema Schema { get; }

    /// <summary>The value of a field; its default if it is null. Setting is <see cref="Put(string, object)"/>.</summary>
    /// <exception cref="DataException">There is no such field, or the value does not fit it.</exception>
    public object? this[string field]
    {
        get => Get(field);
        set => Put(field, value);
    }

    /// <summary>The value of a field; the field's default if it is null.</summary>
    /// <exception cref="DataException">There is no such field.</exception>
    public object? Get(string field) => Get(Lookup(field));

    /// <summary>The value of a field; the field's default if it is null.</summary>
    public object? Get(Field field) => _values[field.Index] ?? field.Schema.DefaultValue;

    /// <summary>The value of a field as it was put.</summary>
    /// <exception cref="DataException">There is no such field.</exception>
    public object? GetWithoutDefault(string field) => _values[Lookup(field).Index];

    /// <summary>The value of an INT8 field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public sbyte? GetInt8(string field) => (sbyte?)GetChecked(field, SchemaType.Int8);

    /// <summary>The value of an INT16 field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public short? GetInt16(string field) => (short?)GetChecked(field, SchemaType.Int16);

    /// <summary>The value of an INT32 field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public int? GetInt32(string field) => (int?)GetChecked(field, SchemaType.Int32);

    /// <summary>The value of an INT64 field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public long? GetInt64(string field) => (long?)GetChecked(field, SchemaType.Int64);

    /// <summary>The value of a FLOAT32 field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public float? GetFloat32(string field) => (float?)GetChecked(field, SchemaType.Float32);

    /// <summary>The value of a FLOAT64 field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public double? GetFloat64(string field) => (double?)GetChecked(field, SchemaType.Float64);

    /// <summary>The value of a BOOLEAN field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public bool? GetBoolean(string field) => (bool?)GetChecked(field, SchemaType.Boolean);

    /// <summary>The value of a STRING field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public string? GetString(string field) => (string?)GetChecked(field, SchemaType.String);

    /// <summary>The value of a BYTES field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public byte[]? GetBytes(string field) =>
        GetChecked(field, SchemaType.Bytes) is var value && value is ReadOnlyMemory<byte> memory ? memory.ToArray() : (byte[]?)value;

    /// <summary>The value of an ARRAY field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public IList? GetArray(string field) => (IList?)GetChecked(field, SchemaType.Array);

    /// <summary>The value of a MAP field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public IDictionary? GetMap(string field) => (IDictionary?)GetChecked(field, SchemaType.Map);

    /// <summary>The value of a STRUCT field as it was put.</summary>
    /// <exception cref="DataException">There is no such field of this type.</exception>
    public Struct? GetStruct(string field) => (Struct?)GetChecked(field, SchemaType.Struct);

    /// <summary>Sets a field.</summary>
    /// <returns>This struct.</returns>
    /// <exception cref="DataException">There is no such field, or the value does not fit it.</exception>
    public Struct Put(string field, object? value) => Put(Lookup(field), value);

    /// <summary>Sets a field.</summary>
    /// <returns>This struct.</returns>
    /// <exception cref="DataException">The field is null, or the value does not fit it.</exception>
    public Struct Put(Field? field, object? value)
    {
        if (field is null) throw new DataException("field cannot be null.");
        SchemaValidation.ValidateField(field.Name, field.Schema, value);
        _values[field.Index] = value;
        return this;
    }

    /// <summary>Checks that no required field is missing, all the way down.</summary>
    /// <exception cref="DataException">One is; the text names it.</exception>
    public void Validate()
    {
        var fields = Schema.Fields;
        for (var i = 0; i < _values.Length; i++)
        {
            var schema = fields[i].Schema;
            if (_values[i] is null && (schema.IsOptional || schema.DefaultValue is not null)) continue;
            SchemaValidation.ValidateField(fields[i].Name, schema, _values[i]);
        }
    }

    /// <inheritdoc/>
    public bool Equals(Struct? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || !Schema.Equals(other.Schema)) return false;
        for (var i = 0; i < _values.Length; i++)
        {
            if (!ConnectEquality.Equal(_values[i], other._values[i])) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Struct);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Schema);
        foreach (var value in _values) hash.Add(ConnectEquality.Hash(value));
        return hash.ToHashCode();
    }

    /// <summary>The fields that are not null, <c>Struct{a=1,b=x}</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("Struct{");
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i] is not { } value) continue;
            if (text[^1] != '{' || text.Length > 7) text.Append(',');
            text.Append(Schema.Fields[i].Name).Append('=');
            JavaText.Append(text, value);
        }

        return text.Append('}').ToString();
    }

    /// <summary>The value at a place as it was put.</summary>
    internal object? Raw(int index) => _values[index];

    /// <summary>Sets a value that is known to fit: one that a converter has made for this very schema, or one moved from a field of an equal schema.</summary>
    internal void SetRaw(int index, object? value) => _values[index] = value;

    private Field Lookup(string field) => Schema.Field(field) ?? throw new DataException($"{field} is not a valid field name");

    private object? GetChecked(string name, SchemaType type)
    {
        var field = Lookup(name);
        if (field.Schema.Type != type) throw new DataException($"Field '{name}' is not of type {type.UpperName()}");
        return _values[field.Index];
    }
}
