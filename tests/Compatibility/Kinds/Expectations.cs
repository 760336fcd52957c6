using System.Text.Json;
using Connect.Compatibility.Tests.Format;
using Connect.Sdk.Data;

namespace Connect.Compatibility.Tests.Kinds;

/// <summary>Forms of expected results that several kinds share.</summary>
internal static class Expectations
{
    public static string Value(VectorCase vector) => Canonical.Of(ValueReader.Read(Result(vector)));

    public static string Schema(VectorCase vector) => Canonical.Of(SchemaReader.Read(Result(vector)));

    public static string SchemaAndValue(VectorCase vector) => Canonical.Of((object)SchemaAndValueOf(Result(vector)));

    /// <summary>A text, a boolean or null.</summary>
    public static string Plain(VectorCase vector) => Plain(Result(vector));

    public static string Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Canonical.Quoted(json.GetString()),
        _ => json.GetRawText(),
    };

    public static JsonElement Result(VectorCase vector) => vector.Expect.GetProperty("result");

    public static SchemaAndValue SchemaAndValueOf(JsonElement json)
    {
        var schema = SchemaReader.Read(json.GetProperty("schema"));
        return new SchemaAndValue(schema, ValueReader.Read(json.GetProperty("value"), schema));
    }
}
