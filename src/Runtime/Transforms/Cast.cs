using System.Globalization;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Casts fields, or the whole key or value, to another type (<c>org.apache.kafka.connect.transforms.Cast</c>).</summary>
public sealed class Cast(RecordPart part) : PartTransformation(part)
{
    private const string Purpose = "cast types";
    private const string Spec = "spec";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Require(
            Spec, ConfigType.List, ConfigImportance.High, "Fields and the types to cast them to, as field:type; or one type for the whole.",
            ConfigValidators.Of("list of colon-delimited pairs, e.g. <code>foo:bar,abc:xyz</code>", CheckSpec))
        .WithReplaceNull();

    private readonly SchemaUpdates<Schema> _schemas = new();
    private Dictionary<string, SchemaType> _casts = null!;
    private SchemaType? _whole;
    private bool _withDefaults;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        if (ValueOf(record) is not { } value) return record;
        if (SchemaOf(record) is not { } schema) return With(record, null, ApplySchemaless(value));
        var updated = _schemas.Get(schema, Update);
        return With(record, updated, _whole is { } whole ? ValueCast.To(whole, schema, value) : Convert(updated, Requirements.Struct(value, Purpose)));
    }

    private protected override void Configure(ParsedConfig config)
    {
        (_casts, _whole) = ParseSpec(config.GetList(Spec));
        _withDefaults = config.GetBoolean(ReplaceNull.Key);
    }

    private static void CheckSpec(string name, object? value)
    {
        if (value is not IReadOnlyList<string> { Count: > 0 } list) throw new ConfigException("Must specify at least one field to cast.");
        ParseSpec(list);
    }

    private static (Dictionary<string, SchemaType>, SchemaType?) ParseSpec(IReadOnlyList<string> mappings)
    {
        var casts = new Dictionary<string, SchemaType>(StringComparer.Ordinal);
        SchemaType? whole = null;
        foreach (var mapping in mappings)
        {
            var parts = mapping.Length == 0 ? [""] : Connect.Sdk.Java.JavaStrings.JavaSplit(mapping, ':');
            if (parts.Length is 0 or > 2) throw new ConfigException("renames", mappings, $"Invalid rename mapping: {mapping}");
            var type = ParseType(Connect.Sdk.Java.JavaStrings.JavaTrim(parts[^1]));
            if (parts.Length == 1) whole = type;
            else casts[Connect.Sdk.Java.JavaStrings.JavaTrim(parts[0])] = type;
        }

        if (whole is not null && mappings.Count > 1)
        {
            throw new ConfigException(
                "Cast transformations that specify a type to cast the entire value to may only specify a single cast in their spec");
        }

        return (casts, whole);
    }

    private static SchemaType ParseType(string name)
    {
        var upper = name.ToUpper(CultureInfo.InvariantCulture);
        if (!SchemaTypeNames.TryParseUpper(upper, out var type))
        {
            throw new ConfigException(
                $"Invalid type found in casting spec: {name}",
                $"java.lang.IllegalArgumentException: No enum constant org.apache.kafka.connect.data.Schema.Type.{upper}", null);
        }

        if (type > SchemaType.String)
        {
            throw new ConfigException(
                $"Cast transformation does not support casting to {upper}; supported types are [INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING]");
        }

        return type;
    }

    private object? ApplySchemaless(object value)
    {
        if (_whole is { } whole) return ValueCast.To(whole, null, value);
        var map = Requirements.Map(value, Purpose);
        var updated = new ConnectMap(map);
        foreach (var (field, type) in _casts) updated[field] = ValueCast.To(type, null, Requirements.Get(map, field));
        return updated;
    }

    private Struct Convert(Schema schema, Struct value)
    {
        var updated = new Struct(schema);
        foreach (var field in value.Schema.Fields)
        {
            var original = _withDefaults ? value.Get(field) : value.Raw(field.Index);
            var target = schema.Field(field.Name);
            updated.Put(target, _casts.TryGetValue(field.Name, out var type) ? ValueCast.To(type, field.Schema, original) : original);
        }

        return updated;
    }

    private Schema Update(Schema schema)
    {
        SchemaBuilder builder;
        if (_whole is { } whole)
        {
            builder = SchemaCopies.Basics(schema, new SchemaBuilder(whole));
        }
        else
        {
            builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
            foreach (var field in schema.Fields)
                builder.WithField(field.Name, _casts.TryGetValue(field.Name, out var type) ? CastSchema(field.Schema, type) : field.Schema);
        }

        if (schema.IsOptional) builder.Optional();
        if (schema.DefaultValue is { } missing) builder.WithDefault(ValueCast.To(builder.Type, schema, missing));
        return builder.Build();
    }

    private static ConnectSchema CastSchema(Schema schema, SchemaType type)
    {
        var builder = new SchemaBuilder(type);
        if (schema.IsOptional) builder.Optional();
        if (schema.DefaultValue is { } missing) builder.WithDefault(ValueCast.To(type, schema, missing));
        return builder.Build();
    }
}
