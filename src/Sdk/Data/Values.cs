using System.Collections;
using System.Text;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Sdk.Data;

/// <summary>
/// Turns values of one class into values of another, and texts into values and back (<c>org.apache.kafka.connect.data.Values</c>). Headers are read and
/// written with it, and casts follow it. Unless said otherwise a null gives a null.
/// </summary>
public static class Values
{
    private static readonly JavaDateFormat DateFormat = new("yyyy-MM-dd");
    private static readonly JavaDateFormat TimeFormat = new("HH:mm:ss.SSS'Z'");
    private static readonly JavaDateFormat TimestampFormat = new("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

    /// <summary>The value and schema that a text stands for; texts that are nothing else are strings. Never fails for what a text may hold.</summary>
    /// <exception cref="DataException">The elements of an array or map cannot be made to fit each other.</exception>
    public static SchemaAndValue ParseString(string? text) => ValueParser.Parse(text);

    /// <summary>The text of a value as Java prints it (<c>String.valueOf</c>): <c>null</c>, <c>Struct{a=1}</c>, <c>{a=1}</c>.</summary>
    public static string Print(object? value) => Java.JavaText.Of(value);

    /// <summary>The value as a text that <see cref="ParseString"/> can read.</summary>
    /// <exception cref="DataException">The value is, or holds, an object of a class that no schema has.</exception>
    public static string? ConvertToString(object? value)
    {
        if (value is null or string) return (string?)value;
        var text = new StringBuilder();
        Append(text, value, embedded: false);
        return text.ToString();
    }

    /// <summary>A boolean, the text of one, or a number that is not 0.</summary>
    /// <param name="schema">The schema of the value, or null.</param>
    /// <param name="value">The value to convert.</param>
    /// <exception cref="DataException">The value is none of these.</exception>
    public static bool? ConvertToBoolean(Schema? schema, object? value) => value switch
    {
        null => null,
        bool truth => truth,
        string text when ParseString(text).Value is bool truth => truth,
        _ => ToInt64(schema, value) != 0,
    };

    /// <summary>A number, or the text of one, cut to 8 bits.</summary>
    /// <param name="schema">The schema of the value, or null.</param>
    /// <param name="value">The value to convert.</param>
    /// <exception cref="DataException">The value is no number.</exception>
    public static sbyte? ConvertToInt8(Schema? schema, object? value) => value is null ? null : unchecked((sbyte)ToInt64(schema, value));

    /// <summary>A number, or the text of one, cut to 16 bits.</summary>
    /// <param name="schema">The schema of the value, or null.</param>
    /// <param name="value">The value to convert.</param>
    /// <exception cref="DataException">The value is no number.</exception>
    public static short? ConvertToInt16(Schema? schema, object? value) => value is null ? null : unchecked((short)ToInt64(schema, value));

    /// <summary>A number, or the text of one, cut to 32 bits.</summary>
    /// <param name="schema">The schema of the value, or null.</param>
    /// <param name="value">The value to convert.</param>
    /// <exception cref="DataException">The value is no number.</exception>
    public static int? ConvertToInt32(Schema? schema, object? value) => value is null ? null : unchecked((int)ToInt64(schema, value));

    /// <summary>A number, or the text of one.</summary>
    /// <param name="schema">The schema of the value, or null.</param>
    /// <param name="value">The value to convert.</param>
    /// <exception cref="DataException">The value is no number.</exception>
    public static long? ConvertToInt64(Schema? schema, object? value) => value is null ? null : ToInt64(schema, value);

    /// <summary>A number, or the text of one, as a 32-bit number.</summary>
    /// <param name="schema">The schema of the value, or null.</param>
    /// <param name="value">The value to convert.</param>
    /// <exception cref="DataException">The value is no number.</exception>
    public static float? ConvertToFloat32(Schema? schema, object? value) => value switch
    {
        null => null,
        float number => number,
        _ => (float)ToFloat64(schema, value),
    };

    /// <summary>A number, or the text of one, as a 64-bit number.</summary>
    /// <param name="schema">The schema of the value, or null.</param>
    /// <param name="value">The value to convert.</param>
    /// <exception cref="DataException">The value is no number.</exception>
    public static double? ConvertToFloat64(Schema? schema, object? value) => value is null ? null : ToFloat64(schema, value);

    /// <summary>A list, or the text of one.</summary>
    /// <exception cref="DataException">The value is null or no list.</exception>
    public static IList ConvertToList(object? value) => ConvertTo(SelectorSchemas.Array, value, Parsed(value) as IList);

    /// <summary>A map, or the text of one.</summary>
    /// <exception cref="DataException">The value is null or no map.</exception>
    public static IDictionary ConvertToMap(object? value) => ConvertTo(SelectorSchemas.Map, value, Parsed(value) as IDictionary);

    /// <summary>A struct.</summary>
    /// <exception cref="DataException">The value is null or no struct.</exception>
    public static Struct ConvertToStruct(object? value) => value as Struct ?? throw (value is null ? NullValue() : CannotConvert(value, SelectorSchemas.Struct));

    /// <summary>A number with a scale, from bytes, a number or a text. Only bytes take the scale; others keep their own.</summary>
    /// <exception cref="DataException">The value is null or no number.</exception>
    public static BigDecimal ConvertToDecimal(object? value, int scale)
    {
        if (value is null) throw NullValue();
        var target = DecimalType.Schema(scale);
        return value switch
        {
            byte[] bytes => DecimalType.ToLogical(target, bytes),
            ReadOnlyMemory<byte> bytes => DecimalType.ToLogical(target, bytes.Span),
            BigDecimal number => number,
            string text when BigDecimal.TryParse(text, out var number) => number,
            string text => throw new DataException($"\"{text}\" is not a decimal number"),
            _ when ValueClasses.IsNumber(value) => JavaNumbers.ToDouble(value) is var number && double.IsFinite(number)
                ? BigDecimal.From(number)
                : throw new DataException($"{JavaText.Of(number)} is not a decimal number"),
            _ => throw CannotConvert(value, target),
        };
    }

    /// <summary>A day: of a day or a timestamp (by its schema), of a text, or of a number of days.</summary>
    /// <exception cref="DataException">The value is null or neither of these.</exception>
    public static Instant ConvertToDate(Schema? schema, object? value) => TemporalConversion.ToDate(schema, value ?? throw NullValue());

    /// <summary>A time of day: of a time or a timestamp (by its schema), of a text, or of a number of milliseconds.</summary>
    /// <exception cref="DataException">The value is null or neither of these.</exception>
    public static Instant ConvertToTime(Schema? schema, object? value) => TemporalConversion.ToTime(schema, value ?? throw NullValue());

    /// <summary>A point in time: of a day, a time or a timestamp (by its schema), of a text, or of a number of milliseconds.</summary>
    /// <exception cref="DataException">The value is null or neither of these.</exception>
    public static Instant ConvertToTimestamp(Schema? schema, object? value) => TemporalConversion.ToTimestamp(schema, value ?? throw NullValue());

    /// <summary>The schema of a value; null if its class has none, or if the elements of a list or map do not share one type.</summary>
    public static Schema? InferSchema(object? value) => SchemaInference.Infer(value);

    internal static object Parsed(object? value) =>
        (value is string text ? ParseString(text).Value : value) ?? throw NullValue();

    internal static DataException NullValue() => new("Unable to convert a null value to a schema that requires a value");

    internal static DataException CannotConvert(object value, Schema target) =>
        new($"Unable to convert {JavaText.Of(value)} (class {JavaNames.ClassOf(value)}) to {target}");

    internal static long ToInt64(Schema? schema, object value)
    {
        if (ValueClasses.IsNumber(value)) return JavaNumbers.ToInt64(value);
        if (value is string text && BigDecimal.TryParse(text, out var number)) return number.ToInt64();
        if (schema is not null && value is Instant instant)
        {
            switch (schema.Name)
            {
                case DateType.LogicalName: return DateType.FromLogical(schema, instant);
                case TimeType.LogicalName: return TimeType.FromLogical(schema, instant);
                case TimestampType.LogicalName: return TimestampType.FromLogical(schema, instant);
            }
        }

        var target = schema is null ? "a number" : schema.ToString();
        throw new DataException($"Unable to convert {JavaText.Of(value)} (class {JavaNames.ClassOf(value)}) to {target}");
    }

    internal static double ToFloat64(Schema? schema, object value)
    {
        if (ValueClasses.IsNumber(value)) return JavaNumbers.ToDouble(value);
        if (value is string text && BigDecimal.TryParse(text, out var number)) return number.ToDouble();
        return ToInt64(schema, value);
    }

    internal static void Append(StringBuilder text, object? value, bool embedded)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string content when embedded:
                AppendQuoted(text, content);
                break;
            case byte[] bytes:
                AppendBytes(text, bytes, embedded);
                break;
            case ReadOnlyMemory<byte> bytes:
                AppendBytes(text, bytes.Span, embedded);
                break;
            case Instant instant:
                text.Append(FormatOf(instant).Format(instant.EpochMilliseconds));
                break;
            case Struct nested:
                AppendStruct(text, nested);
                break;
            case IDictionary map:
                AppendMap(text, map);
                break;
            case IList list:
                AppendList(text, list);
                break;
            case string or bool or sbyte or short or int or long or float or double or BigDecimal or System.Numerics.BigInteger:
                text.Append(JavaText.Of(value));
                break;
            default:
                throw new DataException($"Failed to serialize unexpected value type {JavaNames.ClassOf(value)}: {value}");
        }
    }

    internal static bool TryParseTemporal(string text, out SchemaAndValue result)
    {
        result = default;
        text = text.Replace("\\:", ":", StringComparison.Ordinal);
        var (format, schema) = text.Length switch
        {
            10 => (DateFormat, DateType.Schema),
            13 => (TimeFormat, TimeType.Schema),
            24 => (TimestampFormat, TimestampType.Schema),
            _ => default,
        };
        if (format is null || !format.TryParse(text, TimeProvider.System, out var milliseconds)) return false;
        result = new SchemaAndValue(schema, new Instant(milliseconds));
        return true;
    }

    private static T ConvertTo<T>(Schema target, object? value, T? converted)
        where T : class => value switch
        {
            byte[] bytes => throw CannotConvert(bytes, target),
            _ => converted ?? throw CannotConvert(Parsed(value), target),
        };

    // A time before 1970 prints as a time of day: so it does in Connect.
    private static JavaDateFormat FormatOf(Instant instant) => instant.EpochMilliseconds < DateType.MillisecondsPerDay ? TimeFormat
        : instant.EpochMilliseconds % DateType.MillisecondsPerDay == 0 ? DateFormat
        : TimestampFormat;

    private static void AppendQuoted(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var character in content)
        {
            if (character is '\\' or '"') text.Append('\\');
            text.Append(character);
        }

        text.Append('"');
    }

    private static void AppendBytes(StringBuilder text, ReadOnlySpan<byte> bytes, bool embedded)
    {
        if (embedded) text.Append('"');
        text.Append(Convert.ToBase64String(bytes));
        if (embedded) text.Append('"');
    }

    private static void AppendStruct(StringBuilder text, Struct value)
    {
        text.Append('{');
        foreach (var field in value.Schema.Fields)
        {
            if (field.Index > 0) text.Append(',');
            AppendQuoted(text, field.Name);
            text.Append(':');
            Append(text, value.Get(field), embedded: true);
        }

        text.Append('}');
    }

    private static void AppendMap(StringBuilder text, IDictionary map)
    {
        text.Append('{');
        var entries = map.GetEnumerator();
        for (var first = true; entries.MoveNext(); first = false)
        {
            if (!first) text.Append(',');
            Append(text, ConnectMap.KeyOf(entries), embedded: true);
            text.Append(':');
            Append(text, entries.Value, embedded: true);
        }

        text.Append('}');
    }

    private static void AppendList(StringBuilder text, IList list)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0) text.Append(',');
            Append(text, list[i], embedded: true);
        }

        text.Append(']');
    }

    /// <summary>What messages name as the target of a conversion to a list, a map or a struct.</summary>
    private static class SelectorSchemas
    {
        public static readonly Schema Array = SchemaBuilder.Array(Schema.String).Build();
        public static readonly Schema Map = SchemaBuilder.Map(Schema.String, Schema.String).Build();
        public static readonly Schema Struct = SchemaBuilder.Struct().Build();
    }
}
