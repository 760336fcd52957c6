using Connect.Sdk.Data;

namespace Connect.Runtime.Transforms;

/// <summary>
/// What a transformation has made of the schemas it met last. Most records of a topic share one schema object, so that is looked at first;
/// at most sixteen are kept, as in Kafka.
/// </summary>
internal sealed class SchemaUpdates<T>
    where T : class
{
    private const int Size = 16;

    private readonly Dictionary<Schema, T> _known = new(Size);
    private Schema? _lastSchema;
    private T? _last;

    public T Get(Schema schema, Func<Schema, T> make)
    {
        if (ReferenceEquals(schema, _lastSchema)) return _last!;
        if (!_known.TryGetValue(schema, out var made))
        {
            made = make(schema);
            if (_known.Count == Size) _known.Clear();
            _known[schema] = made;
        }

        _lastSchema = schema;
        return _last = made;
    }
}

/// <summary>Steps that several transformations take to make one schema of another.</summary>
internal static class SchemaCopies
{
    /// <summary>A builder of a type with the name, version, doc and parameters of a schema; whether it is optional and its default are not taken over.</summary>
    public static SchemaBuilder Basics(Schema source, SchemaBuilder builder)
    {
        builder.WithName(source.Name).WithVersion(source.Version).WithDoc(source.Doc);
        return source.Parameters is null ? builder : builder.WithParameters(source.Parameters);
    }

    public static SchemaBuilder Basics(Schema source) => Basics(
        source, source.Type == SchemaType.Array ? SchemaBuilder.Array(source.ValueSchema) : new SchemaBuilder(source.Type));
}

/// <summary>Fields that are copied from a struct of one schema to one of another.</summary>
internal sealed class StructCopy(Schema target, Field[] sources)
{
    public Schema Target => target;

    /// <summary>The first fields of the target, each from its source.</summary>
    public Struct Copy(Struct from, bool withDefaults)
    {
        var to = new Struct(target);
        for (var i = 0; i < sources.Length; i++)
        {
            var source = sources[i];
            var value = withDefaults ? from.Get(source) : from.Raw(source.Index);
            // Both fields have one schema, so what fits one fits the other; only a required field can be without a value.
            if (value is null) to.Put(target.Fields[i], null);
            else to.SetRaw(i, value);
        }

        return to;
    }
}

/// <summary>The setting that several transformations share (KIP-1040).</summary>
internal static class ReplaceNull
{
    public const string Key = "replace.null.with.default";

    public static Connect.Sdk.Configuration.ConfigDef WithReplaceNull(this Connect.Sdk.Configuration.ConfigDef definition) => definition.Define(
        Key, Connect.Sdk.Configuration.ConfigType.Boolean, true, Connect.Sdk.Configuration.ConfigImportance.Medium,
        "Take the default of a field where its value is null and it has one.");
}
