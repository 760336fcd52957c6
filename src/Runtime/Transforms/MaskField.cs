using System.Collections;
using System.Globalization;
using System.Numerics;
using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>Puts an empty value or a constant in the place of fields (<c>org.apache.kafka.connect.transforms.MaskField</c>).</summary>
public sealed class MaskField(RecordPart part) : PartTransformation(part)
{
    private const string Purpose = "mask fields";
    private const string FieldsKey = "fields";
    private const string ReplacementKey = "replacement";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Require(FieldsKey, ConfigType.List, ConfigImportance.High, "The fields to mask.", ConfigValidators.ListOfDifferent(mayBeEmpty: false, mayBeNull: false))
        .Define(
            ReplacementKey, ConfigType.String, null, ConfigImportance.Low, "What to put in place of numbers and strings; nothing of all else can be replaced.",
            ConfigValidators.NonEmptyString)
        .WithReplaceNull();

    private HashSet<string> _fields = null!;
    private string? _replacement;
    private bool _withDefaults;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        if (SchemaOf(record) is not { } schema)
        {
            var map = Requirements.Map(ValueOf(record), Purpose);
            var masked = new ConnectMap(map);
            foreach (var field in _fields) masked[field] = Mask(Requirements.Get(map, field));
            return With(record, null, masked);
        }

        var from = Requirements.Struct(ValueOf(record), Purpose);
        var to = new Struct(from.Schema);
        foreach (var field in from.Schema.Fields)
        {
            var value = _withDefaults ? from.Get(field) : from.Raw(field.Index);
            if (_fields.Contains(field.Name)) to.Put(field, Mask(value));
            else if (value is null) to.Put(field, null);
            else to.SetRaw(field.Index, value);
        }

        return With(record, schema, to);
    }

    private protected override void Configure(ParsedConfig config)
    {
        _fields = config.GetList(FieldsKey).ToHashSet(StringComparer.Ordinal);
        _replacement = config.GetString(ReplacementKey);
        _withDefaults = config.GetBoolean(ReplaceNull.Key);
    }

    private object? Mask(object? value) => value is null ? null : _replacement is null ? Empty(value) : Replace(value, _replacement);

    private static object Empty(object value) => value switch
    {
        bool => false,
        sbyte => (sbyte)0,
        short => (short)0,
        int => 0,
        long => 0L,
        float => 0f,
        double => 0d,
        BigInteger => BigInteger.Zero,
        BigDecimal => new BigDecimal(0, 0),
        Instant => new Instant(0),
        string => "",
        IDictionary => new ConnectMap(),
        IList and not byte[] => new List<object?>(),
        _ => throw new DataException($"Cannot mask value of type: class {JavaNames.ClassOf(value)}"),
    };

    private static object? Replace(object value, string replacement) => value switch
    {
        string => replacement,
        sbyte => Values.ConvertToInt8(null, replacement),
        short => Values.ConvertToInt16(null, replacement),
        int => Values.ConvertToInt32(null, replacement),
        long => Values.ConvertToInt64(null, replacement),
        float => Values.ConvertToFloat32(null, replacement),
        double => Values.ConvertToFloat64(null, replacement),
        BigDecimal => BigDecimal.TryParse(replacement, out var number) ? number : throw NoNumber(replacement),
        BigInteger => BigInteger.TryParse(replacement, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NoNumber(replacement),
        _ => throw new DataException($"Cannot mask value of type class {JavaNames.ClassOf(value)} with custom replacement."),
    };

    private static DataException NoNumber(string replacement) => new($"Unable to convert {replacement} (class {JavaNames.ClassOf(replacement)}) to number");
}
