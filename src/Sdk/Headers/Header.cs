using Connect.Sdk.Data;

namespace Connect.Sdk.Headers;

/// <summary>A header of a record: key, schema (null if it has none) and value (<c>org.apache.kafka.connect.header.Header</c>).</summary>
public sealed class Header : IEquatable<Header>
{
    private readonly Schema? _schema;

    /// <summary>A header.</summary>
    public Header(string key, Schema? schema, object? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        _schema = schema;
        Value = value;
    }

    /// <summary>The key; several headers of a record may have the same.</summary>
    public string Key { get; }

    /// <summary>The schema of the value; that of the struct if the value is one and was given without.</summary>
    public Schema? Schema => _schema ?? (Value as Struct)?.Schema;

    /// <summary>The value.</summary>
    public object? Value { get; }

    /// <summary>This header under another key.</summary>
    public Header Rename(string key) => key == Key ? this : new Header(key, _schema, Value);

    /// <summary>This header with another value.</summary>
    public Header With(Schema? schema, object? value) => new(Key, schema, value);

    /// <inheritdoc/>
    public bool Equals(Header? other) =>
        other is not null && Key == other.Key && Equals(Schema, other.Schema) && ConnectEquality.Equal(Value, other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Header);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Schema, ConnectEquality.Hash(Value));

    /// <summary>The header as in Connect's messages.</summary>
    public override string ToString() => $"ConnectHeader(key={Key}, value={Java.JavaText.Of(Value)}, schema={Java.JavaText.Of(Schema)})";
}
