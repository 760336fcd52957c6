using System.Collections;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Sdk.Data;

/// <summary>Reads values of one schema as values of another, compatible one (<c>org.apache.kafka.connect.data.SchemaProjector</c>).</summary>
public static class SchemaProjector
{
    /// <summary>
    /// The value under the target schema: numbers are widened, fields the target does not have are left out, fields it has more take their defaults.
    /// </summary>
    /// <exception cref="SchemaProjectorException">The schemas are not compatible; the text says how.</exception>
    public static object? Project(Schema source, object? value, Schema target)
    {
        CheckCompatible(source, target);
        if (source.IsOptional && !target.IsOptional)
        {
            if (target.DefaultValue is null)
                throw new SchemaProjectorException("Writer schema is optional, however, target schema does not provide a default value.");
            return value is null ? target.DefaultValue : ProjectValue(source, value, target);
        }

        return value is null ? null : ProjectValue(source, value, target);
    }

    private static object? ProjectValue(Schema source, object value, Schema target) => (target.Type, value) switch
    {
        (SchemaType.Struct, Struct from) => ProjectStruct(source, from, target),
        (SchemaType.Array, IList from) => ProjectArray(source, from, target),
        (SchemaType.Map, IDictionary from) => ProjectMap(source, from, target),
        (SchemaType.Struct or SchemaType.Array or SchemaType.Map, _) =>
            throw new SchemaProjectorException($"A value of class {JavaNames.ClassOf(value)} does not fit the schema {source}"),
        _ when IsNumeric(target.Type) => Promote(value, target.Type),
        _ => value,
    };

    private static Struct ProjectStruct(Schema source, Struct from, Schema target)
    {
        var to = new Struct(target);
        foreach (var field in target.Fields)
        {
            if (source.Field(field.Name) is { } sourceField)
            {
                var value = from.Get(field.Name);
                try
                {
                    to.Put(field, Project(sourceField.Schema, value, field.Schema));
                }
                catch (SchemaProjectorException e)
                {
                    throw new SchemaProjectorException($"Error projecting {field.Name}", e);
                }
            }
            else if (field.Schema.IsOptional)
            {
                continue;
            }
            else if (field.Schema.DefaultValue is { } missing)
            {
                to.Put(field, missing);
            }
            else
            {
                throw new SchemaProjectorException($"Required field `{field.Name}` is missing from source schema: {source}");
            }
        }

        return to;
    }

    private static List<object?> ProjectArray(Schema source, IList from, Schema target)
    {
        var to = new List<object?>(from.Count);
        foreach (var element in from) to.Add(Project(Element(source.ValueSchema), element, Element(target.ValueSchema)));
        return to;
    }

    private static ConnectMap ProjectMap(Schema source, IDictionary from, Schema target)
    {
        var to = new ConnectMap(from.Count);
        var entries = from.GetEnumerator();
        while (entries.MoveNext())
        {
            var key = Project(Element(source.KeySchema), ConnectMap.KeyOf(entries), Element(target.KeySchema));
            to[key] = Project(Element(source.ValueSchema), entries.Value, Element(target.ValueSchema));
        }

        return to;
    }

    private static Schema Element(Schema? schema) => schema ?? throw new SchemaProjectorException("An array or map has no schema for what it holds");

    private static object Promote(object value, SchemaType target) => ValueClasses.IsNumber(value)
        ? target switch
        {
            SchemaType.Int8 => (object)JavaNumbers.ToInt8(value),
            SchemaType.Int16 => JavaNumbers.ToInt16(value),
            SchemaType.Int32 => JavaNumbers.ToInt32(value),
            SchemaType.Int64 => JavaNumbers.ToInt64(value),
            SchemaType.Float32 => JavaNumbers.ToSingle(value),
            _ => JavaNumbers.ToDouble(value),
        }
        : value;

    private static void CheckCompatible(Schema source, Schema target)
    {
        if (source.Type != target.Type && !(IsNumeric(source.Type) && IsNumeric(target.Type) && source.Type < target.Type))
        {
            throw new SchemaProjectorException(
                $"Schema type mismatch. source type: {source.Type.UpperName()} and target type: {target.Type.UpperName()}");
        }

        if (source.Name != target.Name)
        {
            throw new SchemaProjectorException(
                $"Schema name mismatch. source name: {source.Name ?? "null"} and target name: {target.Name ?? "null"}");
        }

        if (!ConnectSchema.ParametersEqual(source.Parameters, target.Parameters))
        {
            throw new SchemaProjectorException(
                $"Schema parameters not equal. source parameters: {JavaText.Of(source.Parameters)} and target parameters: {JavaText.Of(target.Parameters)}");
        }
    }

    private static bool IsNumeric(SchemaType type) => type is >= SchemaType.Int8 and <= SchemaType.Float64;
}
