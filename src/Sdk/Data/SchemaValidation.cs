using System.Collections;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Sdk.Data;

/// <summary>Checks values against schemas, with Connect's texts. Where the value stands is put into words only when something is wrong.</summary>
internal static class SchemaValidation
{
    public static void Validate(Schema schema, object? value) => Validate(schema, value, null, null);

    public static void ValidateField(string? field, Schema schema, object? value) => Validate(schema, value, field, null);

    private static void Validate(Schema schema, object? value, string? field, Place? place)
    {
        if (value is null)
        {
            if (schema.IsOptional) return;
            throw new DataException($"Invalid value: null used for required {Location(field, place)}, schema type: {schema.Type.UpperName()}");
        }

        var expected = schema is ConnectSchema built ? built.Expected : ValueClasses.ExpectedFor(schema.Type, schema.Name);
        if (!ValueClasses.Is(value, expected)) throw Mismatch(schema, value, field, place);
        switch (schema.Type)
        {
            case SchemaType.Struct when value is Struct nested:
                if (!nested.Schema.Equals(schema)) throw new DataException("Struct schemas do not match.");
                nested.Validate();
                break;
            case SchemaType.Array when value is IList list:
                ValidateElements(schema, list, field, place);
                break;
            case SchemaType.Map when value is IDictionary map:
                ValidateEntries(schema, map, field, place);
                break;
        }
    }

    private static void ValidateElements(Schema schema, IList list, string? field, Place? place)
    {
        var at = new Place("element of array ", place);
        var element = schema.ValueSchema ?? throw new DataException($"No schema defined for {Location(field, at)}");
        for (var i = 0; i < list.Count; i++) Validate(element, list[i], field, at);
    }

    private static void ValidateEntries(Schema schema, IDictionary map, string? field, Place? place)
    {
        var (atKey, atValue) = (new Place("key of map ", place), new Place("value of map ", place));
        var key = schema.KeySchema ?? throw new DataException($"No schema defined for {Location(field, atKey)}");
        var value = schema.ValueSchema ?? throw new DataException($"No schema defined for {Location(field, atValue)}");
        var entries = map.GetEnumerator();
        while (entries.MoveNext())
        {
            Validate(key, ConnectMap.KeyOf(entries), field, atKey);
            Validate(value, entries.Value, field, atValue);
        }
    }

    private static DataException Mismatch(Schema schema, object value, string? field, Place? place)
    {
        var name = schema.Name is null ? "" : $" \"{schema.Name}\"";
        return new DataException(
            $"Invalid Java object for schema{name} with type {schema.Type.UpperName()}: class {JavaNames.ClassOf(value)} for {Location(field, place)}");
    }

    private static string Location(string? field, Place? place)
    {
        var inner = field is null ? "value" : $"field: \"{field}\"";
        var prefix = "";
        for (; place is not null; place = place.Outer) prefix += place.Words;
        return prefix + inner;
    }

    private sealed record Place(string Words, Place? Outer);
}
