using System.Buffers;
using System.Numerics;
using Connect.Runtime.Converters.Json;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using CsCheck;

namespace Connect.Runtime.Tests.Converters;

public sealed class JsonPropertyTests
{
    private static readonly Gen<string> GenText = Gen.String.Where(s => !s.Any(char.IsSurrogate));

    private static readonly Gen<(Schema Schema, object? Value)> GenPrimitive = Gen.OneOf(
        Gen.SByte.Select(v => (Schema.Int8, (object?)v)), Gen.Short.Select(v => (Schema.Int16, (object?)v)), Gen.Int.Select(v => (Schema.Int32, (object?)v)),
        Gen.Long.Select(v => (Schema.Int64, (object?)v)), Gen.Bool.Select(v => (Schema.Boolean, (object?)v)), GenText.Select(v => (Schema.String, (object?)v)),
        Gen.Double.Where(d => double.IsFinite(d) && d != 0).Select(v => (Schema.Float64, (object?)v)),
        Gen.Float.Where(f => float.IsFinite(f) && f != 0).Select(v => (Schema.Float32, (object?)v)),
        Gen.Byte.Array.Select(v => (Schema.Bytes, (object?)v)), Gen.Const((Schema.OptionalString, (object?)null)),
        Gen.Select(Gen.Long, Gen.Int[0, 30]).Select((u, s) => (DecimalType.Schema(s), (object?)new BigDecimal(new BigInteger(u), s))),
        Gen.Int.Select(d => (DateType.Schema, (object?)new Instant(d * 86_400_000L))), Gen.Long.Select(m => (TimestampType.Schema, (object?)new Instant(m))),
        Gen.Int[0, 86_399_999].Select(m => (TimeType.Schema, (object?)new Instant(m))));

    private static readonly Gen<(Schema Schema, object? Value)> GenAny = Gen.Recursive<(Schema, object?)>((depth, inner) => depth > 3
        ? GenPrimitive
        : Gen.OneOf(GenPrimitive, GenStruct(inner), GenList, GenMap));

    private static Gen<(Schema, object?)> GenList => Gen.Select(GenPrimitive, Gen.Int[0, 5]).Select((element, count) =>
        ((Schema)SchemaBuilder.Array(element.Schema).Build(), (object?)Enumerable.Repeat(element.Value, count).ToList()));

    private static Gen<(Schema, object?)> GenMap => Gen.Select(GenPrimitive, Gen.Int.HashSet[0, 5], Gen.Bool).Select((value, keys, named) =>
    {
        var map = new ConnectMap();
        foreach (var key in keys) map[named ? $"k{key}" : key] = value.Value;
        return ((Schema)SchemaBuilder.Map(named ? Schema.String : Schema.Int32, value.Schema).Build(), (object?)map);
    });

    [Fact]
    public void Any_value_of_any_schema_comes_back_from_its_envelope() => GenAny.Sample(pair =>
    {
        var converter = new JsonConverter();
        var read = converter.Read(Write(converter, pair.Schema, pair.Value));
        Assert.Equal(pair.Schema, read.Schema);
        Assert.True(ConnectEquality.Equal(pair.Value, read.Value));
        // The second time the schema is known by its bytes.
        Assert.Equal(read, converter.Read(Write(converter, pair.Schema, pair.Value)));
    }, iter: 2000);

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.OneOf(
        Gen.Byte.Array[0, 40],
        Gen.String[CharOf("{}[]\":,0123456789.eE-+ntfru\\\u00e9 "), 0, 40].Select(System.Text.Encoding.UTF8.GetBytes)).Sample(bytes =>
    {
        foreach (var schemas in (bool[])[true, false])
        {
            var converter = new JsonConverter();
            converter.Configure(new Dictionary<string, string?> { ["schemas.enable"] = schemas ? "true" : "false" }, isKey: false);
            try
            {
                converter.Read(bytes);
            }
            catch (DataException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }, iter: 10_000);

    [Fact]
    public void Any_document_is_cut_into_the_tokens_of_the_platforms_reader() => Gen.String[CharOf("{}[]\":,012.e-ntrue fals\\"), 1, 30].Sample(text =>
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        if (Platform(bytes) is { } expected) Assert.Equal(expected, Own(bytes));
    }, iter: 50_000);

    private static Gen<(Schema, object?)> GenStruct(Gen<(Schema Schema, object? Value)> inner) => inner.Array[0, 4].Select(fields =>
    {
        var builder = SchemaBuilder.Struct().WithName("s").WithDoc("d").WithParameter("p", "q");
        for (var i = 0; i < fields.Length; i++) builder.WithField($"f{i}", fields[i].Schema);
        var schema = builder.Build();
        var value = new Struct(schema);
        for (var i = 0; i < fields.Length; i++) value.Put($"f{i}", fields[i].Value);
        return ((Schema)schema, (object?)value);
    });

    private static Gen<char> CharOf(string characters) => Gen.Int[0, characters.Length - 1].Select(i => characters[i]);

    private static byte[] Write(JsonConverter converter, Schema schema, object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Assert.True(converter.Write(schema, value, buffer));
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Null if the platform's reader refuses it; ours takes zeros before a number, and what follows the first value.</summary>
    private static List<string>? Platform(byte[] bytes)
    {
        try
        {
            var tokens = new List<string>();
            var reader = new System.Text.Json.Utf8JsonReader(bytes);
            while (reader.Read()) tokens.Add($"{reader.TokenType} {(reader.HasValueSequence ? "" : System.Text.Encoding.UTF8.GetString(Shown(reader.TokenType, reader.ValueSpan)))}");
            return tokens;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private static List<string> Own(byte[] bytes)
    {
        var tokens = new List<string>();
        var reader = new JsonInput(bytes);
        while (reader.Read()) tokens.Add($"{reader.TokenType} {System.Text.Encoding.UTF8.GetString(Shown(reader.TokenType, reader.ValueSpan))}");
        return tokens;
    }

    private static ReadOnlySpan<byte> Shown(System.Text.Json.JsonTokenType type, ReadOnlySpan<byte> value) =>
        type is System.Text.Json.JsonTokenType.String or System.Text.Json.JsonTokenType.PropertyName or System.Text.Json.JsonTokenType.Number ? value : default;
}
