using Connect.Compatibility.Tests.Format;
using Connect.Sdk.Data;

namespace Connect.Compatibility.Tests.Kinds;

internal static class ValuesKinds
{
    public static VectorKind Parse { get; } = new(
        (v, _) => Canonical.Of((object)Values.ParseString(v.Input.GetProperty("text").GetString())), Expectations.SchemaAndValue);

    public static VectorKind Print { get; } = new(
        (v, _) => Canonical.Quoted(Values.ConvertToString(Value(v))), Expectations.Plain);

    public static VectorKind Infer { get; } = new((v, _) => Canonical.Of(Values.InferSchema(Value(v))), Expectations.Schema);

    public static VectorKind Convert { get; } = new(
        (v, _) =>
        {
            var schema = SchemaReader.Read(v.Input.GetProperty("schema"));
            var value = Value(v);
            return Canonical.Of(v.Operation switch
            {
                "convertToBoolean" => Values.ConvertToBoolean(schema, value),
                "convertToByte" => Values.ConvertToInt8(schema, value),
                "convertToShort" => Values.ConvertToInt16(schema, value),
                "convertToInteger" => Values.ConvertToInt32(schema, value),
                "convertToLong" => Values.ConvertToInt64(schema, value),
                "convertToFloat" => Values.ConvertToFloat32(schema, value),
                "convertToDouble" => Values.ConvertToFloat64(schema, value),
                "convertToString" => Values.ConvertToString(value),
                "convertToList" => Values.ConvertToList(value),
                "convertToMap" => Values.ConvertToMap(value),
                "convertToStruct" => Values.ConvertToStruct(value),
                "convertToDate" => Values.ConvertToDate(schema, value),
                "convertToTime" => Values.ConvertToTime(schema, value),
                "convertToTimestamp" => Values.ConvertToTimestamp(schema, value),
                "convertToDecimal" => (object?)Values.ConvertToDecimal(value, v.Input.GetProperty("scale").GetInt32()),
                var other => throw new NotSupportedException(other),
            });
        },
        v => Canonical.Of(ValueReader.Read(Expectations.Result(v), SchemaReader.Read(v.Input.GetProperty("schema")))));

    private static object? Value(VectorCase v) =>
        ValueReader.Read(v.Input.GetProperty("value"), v.Input.TryGetProperty("schema", out var schema) ? SchemaReader.Read(schema) : null);
}
