using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;

namespace Connect.Sdk.Headers;

/// <summary>
/// The headers of a record in order; keys may repeat (<c>org.apache.kafka.connect.header.ConnectHeaders</c>). An empty one costs no list.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "Connect's name.")]
public sealed class ConnectHeaders : IReadOnlyList<Header>, IEquatable<ConnectHeaders>
{
    private List<Header>? _headers;

    /// <summary>No headers.</summary>
    public ConnectHeaders() { }

    /// <summary>A copy of other headers.</summary>
    public ConnectHeaders(IEnumerable<Header>? original)
    {
        if (original is ConnectHeaders { Count: 0 } or null) return;
        _headers = original is ConnectHeaders other ? [.. other._headers!] : [.. original];
        if (_headers.Count == 0) _headers = null;
    }

    /// <summary>The number of headers.</summary>
    public int Count => _headers?.Count ?? 0;

    /// <summary>The header at a place.</summary>
    public Header this[int index] => (_headers ?? throw new ArgumentOutOfRangeException(nameof(index)))[index];

    /// <summary>Adds a header as it is.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders Add(Header header)
    {
        ArgumentNullException.ThrowIfNull(header);
        (_headers ??= []).Add(header);
        return this;
    }

    /// <summary>Adds a header, if its value fits the type of its schema.</summary>
    /// <returns>These headers.</returns>
    /// <exception cref="DataException">It does not.</exception>
    public ConnectHeaders Add(string key, Schema? schema, object? value)
    {
        CheckFits(schema, value);
        return Add(new Header(key, schema, value));
    }

    /// <summary>Adds a text; null gets the optional schema.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddString(string key, string? value) =>
        Add(new Header(key, value is null ? Schema.OptionalString : Schema.String, value));

    /// <summary>Adds bytes; null gets the optional schema.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddBytes(string key, byte[]? value) =>
        Add(new Header(key, value is null ? Schema.OptionalBytes : Schema.Bytes, value));

    /// <summary>Adds a boolean.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddBoolean(string key, bool value) => Add(new Header(key, Schema.Boolean, value));

    /// <summary>Adds an 8-bit number.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddInt8(string key, sbyte value) => Add(new Header(key, Schema.Int8, value));

    /// <summary>Adds a 16-bit number.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddInt16(string key, short value) => Add(new Header(key, Schema.Int16, value));

    /// <summary>Adds a 32-bit number.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddInt32(string key, int value) => Add(new Header(key, Schema.Int32, value));

    /// <summary>Adds a 64-bit number.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddInt64(string key, long value) => Add(new Header(key, Schema.Int64, value));

    /// <summary>Adds a 32-bit floating-point number.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddFloat32(string key, float value) => Add(new Header(key, Schema.Float32, value));

    /// <summary>Adds a 64-bit floating-point number.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddFloat64(string key, double value) => Add(new Header(key, Schema.Float64, value));

    /// <summary>Adds a list; null is added without a schema.</summary>
    /// <returns>These headers.</returns>
    /// <exception cref="DataException">The schema is not that of an array.</exception>
    public ConnectHeaders AddList(string key, IList? value, Schema schema) => AddOf(key, value, schema, SchemaType.Array);

    /// <summary>Adds a map; null is added without a schema.</summary>
    /// <returns>These headers.</returns>
    /// <exception cref="DataException">The schema is not that of a map.</exception>
    public ConnectHeaders AddMap(string key, IDictionary? value, Schema schema) => AddOf(key, value, schema, SchemaType.Map);

    /// <summary>Adds a struct; null is added without a schema.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddStruct(string key, Struct? value) => Add(new Header(key, value?.Schema, value));

    /// <summary>Adds a decimal number; null is added without a schema.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddDecimal(string key, BigDecimal? value) =>
        Add(new Header(key, value is { } number ? DecimalType.Schema(number.Scale) : null, value));

    /// <summary>Adds a day.</summary>
    /// <returns>These headers.</returns>
    /// <exception cref="DataException">The instant is not at midnight.</exception>
    public ConnectHeaders AddDate(string key, Instant? value)
    {
        if (value is { } instant) DateType.FromLogical(DateType.Schema, instant);
        return Add(new Header(key, DateType.Schema, value));
    }

    /// <summary>Adds a time of day.</summary>
    /// <returns>These headers.</returns>
    /// <exception cref="DataException">The instant is not on 1970-01-01.</exception>
    public ConnectHeaders AddTime(string key, Instant? value)
    {
        if (value is { } instant) TimeType.FromLogical(TimeType.Schema, instant);
        return Add(new Header(key, TimeType.Schema, value));
    }

    /// <summary>Adds a point in time.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders AddTimestamp(string key, Instant? value) => Add(new Header(key, TimestampType.Schema, value));

    /// <summary>The last header with a key, or null.</summary>
    public Header? LastWithName(string key) => _headers?.FindLast(h => h.Key == key);

    /// <summary>All headers with a key, in order.</summary>
    public IEnumerable<Header> AllWithName(string key) => this.Where(h => h.Key == key);

    /// <summary>Removes all headers with a key.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders Remove(string key)
    {
        _headers?.RemoveAll(h => h.Key == key);
        return this;
    }

    /// <summary>Of the headers with one key, keeps the last, for every key.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders RetainLatest()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = Count - 1; i >= 0; i--)
        {
            if (!seen.Add(_headers![i].Key)) _headers.RemoveAt(i);
        }

        return this;
    }

    /// <summary>Of the headers with a key, keeps the last.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders RetainLatest(string key)
    {
        if (LastWithName(key) is { } last) _headers!.RemoveAll(h => h.Key == key && !ReferenceEquals(h, last));
        return this;
    }

    /// <summary>Replaces each header by what a function makes of it; null removes it.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders Apply(Func<Header, Header?> transform)
    {
        if (_headers is not null) _headers = [.. _headers.Select(transform).OfType<Header>()];
        return this;
    }

    /// <summary>Replaces each header with a key by what a function makes of it; null removes it.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders Apply(string key, Func<Header, Header?> transform) => Apply(h => h.Key == key ? transform(h) : h);

    /// <summary>Removes all headers.</summary>
    /// <returns>These headers.</returns>
    public ConnectHeaders Clear()
    {
        _headers?.Clear();
        return this;
    }

    /// <summary>A copy, which changes apart from these.</summary>
    public ConnectHeaders Duplicate() => new(this);

    /// <inheritdoc/>
    public IEnumerator<Header> GetEnumerator() => (_headers ?? Enumerable.Empty<Header>()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(ConnectHeaders? other) => other is not null && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConnectHeaders);

    /// <inheritdoc/>
    public override int GetHashCode() => this.Aggregate(0, HashCode.Combine);

    /// <summary>The headers as in Connect's messages.</summary>
    public override string ToString() => $"ConnectHeaders(headers={(_headers is null ? "" : $"[{string.Join(", ", _headers)}]")})";

    private ConnectHeaders AddOf(string key, object? value, Schema schema, SchemaType type)
    {
        if (value is null) return Add(new Header(key, null, null));
        if (schema.Type != type) throw new DataException($"Expecting {type.UpperName()} but instead found {schema.Type.UpperName()}");
        return Add(new Header(key, schema, value));
    }

    private static void CheckFits(Schema? schema, object? value)
    {
        if (schema is null) return;
        if (value is null)
        {
            if (!schema.IsOptional) throw new DataException($"A null value requires an optional schema but was {schema}");
            return;
        }

        var logical = schema.Type switch
        {
            SchemaType.Bytes => schema.Name == DecimalType.LogicalName && value is BigDecimal,
            SchemaType.Int32 => schema.Name is DateType.LogicalName or TimeType.LogicalName && value is Instant,
            SchemaType.Int64 => schema.Name == TimestampType.LogicalName && value is Instant,
            _ => false,
        };
        if (!logical && !ValueClasses.Is(value, (ValueClass)schema.Type))
            throw new DataException($"The value {Java.JavaText.Of(value)} is not compatible with the schema {schema}");
    }
}
