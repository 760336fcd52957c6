using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Headers;

namespace Connect.Compatibility.Tests.Format;

/// <summary>One text for everything that counts as equal: what is compared, and what a failure shows.</summary>
internal static class Canonical
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Quoted(string? text) => JsonSerializer.Serialize(text, Plain);

    public static string Of(Schema? schema)
    {
        if (schema is null) return "no schema";
        var text = new StringBuilder(schema.Type.LowerName());
        if (schema.IsOptional) text.Append('?');
        if (schema.Name is not null) text.Append(" name=").Append(Quoted(schema.Name));
        if (schema.Version is not null) text.Append(" version=").Append(schema.Version.Value);
        if (schema.Doc is not null) text.Append(" doc=").Append(Quoted(schema.Doc));
        if (schema.Parameters is not null)
            text.Append(" parameters=").AppendJoin(',', schema.Parameters.Select(p => $"{Quoted(p.Key)}:{Quoted(p.Value)}").Order(StringComparer.Ordinal)).Append(';');
        if (schema.DefaultValue is not null) text.Append(" default=").Append(Of(schema.DefaultValue));
        switch (schema.Type)
        {
            case SchemaType.Array: text.Append($" of ({Of(schema.ValueSchema)})"); break;
            case SchemaType.Map: text.Append($" of ({Of(schema.KeySchema)}) to ({Of(schema.ValueSchema)})"); break;
            case SchemaType.Struct: text.Append(" {").AppendJoin(", ", schema.Fields.Select(f => $"{Quoted(f.Name)}: {Of(f.Schema)}")).Append('}'); break;
        }

        return text.ToString();
    }

    public static string Of(object? value) => value switch
    {
        null => "null",
        SchemaAndValue pair => $"({Of(pair.Schema)}) {Of(pair.Value)}",
        Schema schema => Of(schema),
        string text => $"string {Quoted(text)}",
        bool truth => truth ? "true" : "false",
        sbyte or short or int or long or BigInteger => $"{value.GetType().Name} {((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)}",
        float number => $"float32 {(float.IsNaN(number) ? "NaN" : BitConverter.SingleToInt32Bits(number).ToString("x8", CultureInfo.InvariantCulture))} {number.ToString("R", CultureInfo.InvariantCulture)}",
        double number => $"float64 {(double.IsNaN(number) ? "NaN" : BitConverter.DoubleToInt64Bits(number).ToString("x16", CultureInfo.InvariantCulture))} {number.ToString("R", CultureInfo.InvariantCulture)}",
        byte[] bytes => $"bytes {Convert.ToHexString(bytes)}",
        ReadOnlyMemory<byte> bytes => $"bytes {Convert.ToHexString(bytes.Span)}",
        BigDecimal number => $"decimal {number.Unscaled}/{number.Scale}",
        Instant instant => $"instant {instant.EpochMilliseconds}",
        Struct nested => $"struct <{Of(nested.Schema)}> {{{string.Join(", ", nested.Schema.Fields.Select(f => $"{Quoted(f.Name)}: {Of(nested.GetWithoutDefault(f.Name))}"))}}}",
        IDictionary map => $"map {{{string.Join(", ", new ConnectMap(map).Select(e => $"{Of(e.Key)}: {Of(e.Value)}").Order(StringComparer.Ordinal))}}}",
        Header header => $"header {Quoted(header.Key)} ({Of(header.Schema)}) {Of(header.Value)}",
        ConnectHeaders headers => $"[{string.Join(", ", headers.Select(Of))}]",
        ConfigClass named => $"class {named.Name}",
        Password password => $"password {Quoted(password.Value)}",
        IList list => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        _ => value.ToString()!,
    };
}
