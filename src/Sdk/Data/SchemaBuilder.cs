using Connect.Sdk.Errors;

namespace Connect.Sdk.Data;

/// <summary>
/// Builds a schema step by step (<c>org.apache.kafka.connect.data.SchemaBuilder</c>). Each attribute is set once; call <see cref="Optional"/> before a
/// default that may be null.
/// <code>
/// var person = SchemaBuilder.Struct().WithName("acme.Person").WithField("name", Schema.String).WithField("age", Schema.OptionalInt32).Build();
/// </code>
/// </summary>
public sealed class SchemaBuilder : Schema
{
    private readonly List<Field> _fields = [];
    private readonly Dictionary<string, Field> _byName = new(StringComparer.Ordinal);
    private readonly Schema? _keySchema;
    private readonly Schema? _valueSchema;
    private OrderedDictionary<string, string>? _parameters;
    private bool? _optional;
    private object? _default;
    private string? _name;
    private int? _version;
    private string? _doc;

    /// <summary>A builder of a schema of a type.</summary>
    public SchemaBuilder(SchemaType type) : base(type) { }

    internal SchemaBuilder(SchemaType type, Schema? keySchema, Schema? valueSchema) : base(type)
    {
        _keySchema = keySchema;
        _valueSchema = valueSchema;
    }

    /// <inheritdoc/>
    public override bool IsOptional => _optional ?? false;

    /// <inheritdoc/>
    public override object? DefaultValue => _default;

    /// <inheritdoc/>
    public override string? Name => _name;

    /// <inheritdoc/>
    public override int? Version => _version;

    /// <inheritdoc/>
    public override string? Doc => _doc;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string>? Parameters => _parameters;

    /// <inheritdoc/>
    public override IReadOnlyList<Field> Fields =>
        Type == SchemaType.Struct ? _fields : throw new DataException("Cannot list fields on non-struct type");

    /// <inheritdoc/>
    public override Schema? KeySchema => _keySchema;

    /// <inheritdoc/>
    public override Schema? ValueSchema => _valueSchema;

    /// <summary>A builder of the schema of a struct.</summary>
    public static SchemaBuilder Struct() => new(SchemaType.Struct);

    /// <summary>A builder of the schema of an array.</summary>
    /// <exception cref="SchemaBuilderException">The schema of the elements is null.</exception>
    public static SchemaBuilder Array(Schema? valueSchema) =>
        new(SchemaType.Array, null, valueSchema ?? throw new SchemaBuilderException("valueSchema cannot be null."));

    /// <summary>A builder of the schema of a map.</summary>
    /// <exception cref="SchemaBuilderException">The schema of the keys or of the values is null.</exception>
    public static SchemaBuilder Map(Schema? keySchema, Schema? valueSchema) => new(
        SchemaType.Map,
        keySchema ?? throw new SchemaBuilderException("keySchema cannot be null."),
        valueSchema ?? throw new SchemaBuilderException("valueSchema cannot be null."));

    /// <inheritdoc/>
    public override Field? Field(string name) =>
        Type == SchemaType.Struct ? _byName.GetValueOrDefault(name) : throw new DataException("Cannot look up fields on non-struct type");

    /// <summary>Values may be null.</summary>
    /// <exception cref="SchemaBuilderException">It was said to be required.</exception>
    public SchemaBuilder Optional() => SetOptional(true);

    /// <summary>Values may not be null; so it is if nothing is said.</summary>
    /// <exception cref="SchemaBuilderException">It was said to be optional.</exception>
    public SchemaBuilder Required() => SetOptional(false);

    /// <summary>The value that stands for one that is missing; it must fit the schema as built so far.</summary>
    /// <exception cref="SchemaBuilderException">A default is set, or the value does not fit; the cause tells why.</exception>
    public SchemaBuilder WithDefault(object? value)
    {
        Once("default", _default is not null && !ReferenceEquals(_default, value));
        try
        {
            SchemaValidation.Validate(this, value);
        }
        catch (DataException e)
        {
            throw new SchemaBuilderException("Invalid default value", e);
        }

        _default = value;
        return this;
    }

    /// <summary>The name of the type.</summary>
    /// <exception cref="SchemaBuilderException">A name is set.</exception>
    public SchemaBuilder WithName(string? name)
    {
        Once("name", _name is not null && !ReferenceEquals(_name, name));
        _name = name;
        return this;
    }

    /// <summary>The version of the schema.</summary>
    /// <exception cref="SchemaBuilderException">A version is set.</exception>
    public SchemaBuilder WithVersion(int? version)
    {
        // Java compares references, and small integers are shared there.
        Once("version", _version is not null && !(_version == version && version is >= -128 and <= 127));
        _version = version;
        return this;
    }

    /// <summary>A text for people.</summary>
    /// <exception cref="SchemaBuilderException">A text is set.</exception>
    public SchemaBuilder WithDoc(string? doc)
    {
        Once("doc", _doc is not null && !ReferenceEquals(_doc, doc));
        _doc = doc;
        return this;
    }

    /// <summary>A further property; one of the same name is replaced.</summary>
    public SchemaBuilder WithParameter(string name, string value)
    {
        _parameters ??= new OrderedDictionary<string, string>(StringComparer.Ordinal);
        _parameters[name] = value;
        return this;
    }

    /// <summary>Further properties.</summary>
    public SchemaBuilder WithParameters(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        foreach (var (name, value) in parameters) WithParameter(name, value);
        return this;
    }

    /// <summary>The next field of a struct.</summary>
    /// <exception cref="SchemaBuilderException">This is no struct, the name is empty or taken, or the schema is null.</exception>
    public SchemaBuilder WithField(string? name, Schema? schema)
    {
        if (Type != SchemaType.Struct) throw new SchemaBuilderException($"Cannot create fields on type {Type.UpperName()}");
        if (string.IsNullOrEmpty(name)) throw new SchemaBuilderException("fieldName cannot be null.");
        if (schema is null) throw new SchemaBuilderException($"fieldSchema for field {name} cannot be null.");
        var field = new Field(name, _fields.Count, schema);
        if (!_byName.TryAdd(name, field)) throw new SchemaBuilderException($"Cannot create field because of field name duplication {name}");
        _fields.Add(field);
        return this;
    }

    /// <inheritdoc/>
    public override ConnectSchema Build() => new(
        Type, IsOptional, _default, _name, _version, _doc,
        _parameters is null ? null : new OrderedDictionary<string, string>(_parameters, StringComparer.Ordinal),
        Type == SchemaType.Struct ? [.. _fields] : null, _keySchema, _valueSchema);

    private SchemaBuilder SetOptional(bool value)
    {
        Once("optional", _optional is not null && _optional != value);
        _optional = value;
        return this;
    }

    private static void Once(string attribute, bool isSet)
    {
        if (isSet) throw new SchemaBuilderException($"Invalid SchemaBuilder call: {attribute} has already been set.");
    }
}
