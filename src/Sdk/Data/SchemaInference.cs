using System.Collections;

namespace Connect.Sdk.Data;

/// <summary>Finds the schema of a value that has none.</summary>
internal static class SchemaInference
{
    private static readonly Schema[] Primitives =
    [
        Schema.Int8, Schema.Int16, Schema.Int32, Schema.Int64, Schema.Float32, Schema.Float64, Schema.Boolean, Schema.String, Schema.Bytes,
    ];

    public static Schema? Infer(object? value)
    {
        if (value is null || ValueClasses.TypeOf(value) is not { } type) return null;
        return type switch
        {
            SchemaType.Struct => ((Struct)value).Schema,
            SchemaType.Array => InferElement((IList)value) is { } element ? SchemaBuilder.Array(element).Build() : null,
            SchemaType.Map => InferMap((IDictionary)value),
            _ => Primitives[(int)type],
        };
    }

    private static Schema? InferElement(IList list)
    {
        var common = default(Common);
        foreach (var element in list)
        {
            if (!common.Add(element)) return null;
        }

        return common.Schema;
    }

    private static ConnectSchema? InferMap(IDictionary map)
    {
        Common keys = default, values = default;
        var entries = map.GetEnumerator();
        while (entries.MoveNext())
        {
            if (!keys.Add(ConnectMap.KeyOf(entries)) || !values.Add(entries.Value)) return null;
        }

        return keys.Schema is { } key && values.Schema is { } value ? SchemaBuilder.Map(key, value).Build() : null;
    }

    /// <summary>The type that all elements share; what arrays, maps and structs hold in turn is not looked at, as in Connect.</summary>
    private struct Common
    {
        private SchemaType? _type;
        private bool _optional;

        public readonly Schema? Schema => _type is not { } type ? null
            : _optional ? new SchemaBuilder(type).Optional().Build() : new SchemaBuilder(type).Build();

        public bool Add(object? value)
        {
            if (value is null)
            {
                _optional = true;
                return true;
            }

            if (Infer(value)?.Type is not { } type) return false;
            _type ??= type;
            return _type == type;
        }
    }
}
