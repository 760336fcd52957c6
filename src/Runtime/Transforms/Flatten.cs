using System.Collections;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Makes fields of nested fields, whose names say where they were (<c>org.apache.kafka.connect.transforms.Flatten</c>).</summary>
public sealed class Flatten(RecordPart part) : PartTransformation(part)
{
    private const string Purpose = "flattening";
    private const string Delimiter = "delimiter";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(Delimiter, ConfigType.String, ".", ConfigImportance.Medium, "What stands between the names in a new name.");

    private readonly SchemaUpdates<Schema> _schemas = new();
    private string _delimiter = ".";

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        if (ValueOf(record) is not { } value) return record;
        if (SchemaOf(record) is not { } schema)
        {
            var map = new ConnectMap();
            FlattenMap(Requirements.Map(value, Purpose), "", map);
            return With(record, null, map);
        }

        var nested = Requirements.Struct(value, Purpose);
        var updated = _schemas.Get(schema, Update);
        var flat = new Struct(updated);
        var next = 0;
        FlattenStruct(nested, nested.Schema, flat, ref next);
        return With(record, updated, flat);
    }

    private protected override void Configure(ParsedConfig config) => _delimiter = config.GetString(Delimiter) ?? "null";

    private string NameOf(string prefix, string name) => prefix.Length == 0 ? name : prefix + _delimiter + name;

    private void FlattenMap(IDictionary from, string prefix, ConnectMap to)
    {
        var entries = from.GetEnumerator();
        while (entries.MoveNext())
        {
            var name = NameOf(prefix, ConnectMap.KeyOf(entries) as string ?? throw new DataException("Flatten transformation supports maps with strings as keys only"));
            var value = entries.Value;
            var type = value is null ? SchemaType.String : ValueClasses.TypeOf(value) ?? throw new DataException(
                $"Flatten transformation was passed a value of type class {JavaNames.ClassOf(value)} which is not supported by Connect's data API");
            if (type == SchemaType.Map) FlattenMap((IDictionary)value!, name, to);
            else if (type != SchemaType.Struct) to[name] = value;
            else throw new DataException($"Flatten transformation does not support class {JavaNames.ClassOf(value!)} for record without schemas (for field {name}).");
        }
    }

    private Schema Update(Schema schema)
    {
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        AddFields(schema, "", builder, schema.IsOptional, schema.DefaultValue as Struct);
        return builder.Build();
    }

    private void AddFields(Schema schema, string prefix, SchemaBuilder builder, bool optional, Struct? defaults)
    {
        foreach (var field in schema.Fields)
        {
            var name = NameOf(prefix, field.Name);
            var isOptional = optional || field.Schema.IsOptional;
            var missing = field.Schema.DefaultValue ?? defaults?.Get(field);
            switch (field.Schema.Type)
            {
                case SchemaType.Struct:
                    AddFields(field.Schema, name, builder, isOptional, missing as Struct);
                    break;
                case SchemaType.Map:
                    throw new DataException($"Flatten transformation does not support MAP for record with schemas (for field {name}).");
                default:
                    var leaf = SchemaCopies.Basics(field.Schema);
                    if (isOptional) leaf.Optional();
                    if (missing is not null) leaf.WithDefault(missing);
                    builder.WithField(name, leaf.Build());
                    break;
            }
        }
    }

    /// <summary>The fields come in the order of the flat schema, so no name is looked up; of a struct that is null the leaves stay null.</summary>
    private static void FlattenStruct(Struct? from, Schema schema, Struct to, ref int next)
    {
        foreach (var field in schema.Fields)
        {
            if (field.Schema.Type == SchemaType.Struct)
            {
                FlattenStruct((Struct?)from?.Raw(field.Index), field.Schema, to, ref next);
                continue;
            }

            var target = to.Schema.Fields[next++];
            if (from is null) continue;
            var value = from.Get(field);
            if (value is not null && field.Schema.Type.IsPrimitive()) to.SetRaw(target.Index, value);
            else to.Put(target, value);
        }
    }
}
