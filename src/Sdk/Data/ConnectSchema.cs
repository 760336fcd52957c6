using Connect.Sdk.Errors;

namespace Connect.Sdk.Data;

/// <summary>A built, immutable schema (<c>org.apache.kafka.connect.data.ConnectSchema</c>).</summary>
public sealed class ConnectSchema : Schema, IEquatable<ConnectSchema>
{
    private readonly IReadOnlyList<Field>? _fields;
    private readonly Dictionary<string, Field>? _byName;
    private readonly Schema? _keySchema;
    private readonly Schema? _valueSchema;
    private int _hash;

    internal ConnectSchema(
        SchemaType type, bool isOptional = false, object? defaultValue = null, string? name = null, int? version = null, string? doc = null,
        IReadOnlyDictionary<string, string>? parameters = null, IReadOnlyList<Field>? fields = null, Schema? keySchema = null, Schema? valueSchema = null)
        : base(type)
    {
        IsOptional = isOptional;
        DefaultValue = defaultValue;
        Name = name;
        Version = version;
        Doc = doc;
        Parameters = parameters;
        Expected = ValueClasses.ExpectedFor(type, name);
        if (type == SchemaType.Struct)
        {
            _fields = fields ?? [];
            _byName = new Dictionary<string, Field>(_fields.Count, StringComparer.Ordinal);
            foreach (var field in _fields) _byName[field.Name] = field;
        }

        _keySchema = keySchema;
        _valueSchema = valueSchema;
    }

    /// <inheritdoc/>
    public override bool IsOptional { get; }

    /// <inheritdoc/>
    public override object? DefaultValue { get; }

    /// <inheritdoc/>
    public override string? Name { get; }

    /// <inheritdoc/>
    public override int? Version { get; }

    /// <inheritdoc/>
    public override string? Doc { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string>? Parameters { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Fields => _fields ?? throw new DataException("Cannot list fields on non-struct type");

    /// <inheritdoc/>
    public override Schema? KeySchema =>
        Type == SchemaType.Map ? _keySchema : throw new DataException("Cannot look up key schema on non-map type");

    /// <inheritdoc/>
    public override Schema? ValueSchema => Type is SchemaType.Map or SchemaType.Array
        ? _valueSchema
        : throw new DataException("Cannot look up value schema on non-array and non-map type");

    /// <summary>What class a value must have; found once, as every value put into a struct asks for it.</summary>
    internal ValueClass Expected { get; }

    /// <inheritdoc/>
    public override Field? Field(string name) =>
        (_byName ?? throw new DataException("Cannot look up fields on non-struct type")).GetValueOrDefault(name);

    /// <inheritdoc/>
    public override ConnectSchema Build() => this;

    /// <summary>Checks that a value fits this schema, all the way down.</summary>
    /// <exception cref="DataException">It does not; the text says where.</exception>
    public void Validate(object? value) => SchemaValidation.Validate(this, value);

    /// <inheritdoc/>
    public bool Equals(ConnectSchema? other)
    {
        if (ReferenceEquals(this, other)) return true;
        return other is not null
            && Type == other.Type && IsOptional == other.IsOptional && Version == other.Version
            && Name == other.Name && Doc == other.Doc
            && GetHashCode() == other.GetHashCode()
            && ConnectEquality.Equal(DefaultValue, other.DefaultValue)
            && FieldsEqual(_fields, other._fields)
            && Equals(_keySchema, other._keySchema) && Equals(_valueSchema, other._valueSchema)
            && ParametersEqual(Parameters, other.Parameters);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConnectSchema);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_hash != 0) return _hash;
        var hash = new HashCode();
        hash.Add(Type);
        hash.Add(IsOptional);
        hash.Add(Name);
        hash.Add(Version);
        hash.Add(Doc);
        hash.Add(ConnectEquality.Hash(DefaultValue));
        foreach (var field in _fields ?? []) hash.Add(field);
        hash.Add(_keySchema);
        hash.Add(_valueSchema);
        hash.Add(Parameters?.Count ?? -1);
        var code = hash.ToHashCode();
        return _hash = code == 0 ? 1 : code;
    }

    internal static bool ParametersEqual(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right)
    {
        if (ReferenceEquals(left, right)) return true;
        if (left is null || right is null || left.Count != right.Count) return false;
        foreach (var (key, value) in left)
        {
            if (!right.TryGetValue(key, out var other) || value != other) return false;
        }

        return true;
    }

    private static bool FieldsEqual(IReadOnlyList<Field>? left, IReadOnlyList<Field>? right)
    {
        if (ReferenceEquals(left, right)) return true;
        if (left is null || right is null || left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!left[i].Equals(right[i])) return false;
        }

        return true;
    }
}
