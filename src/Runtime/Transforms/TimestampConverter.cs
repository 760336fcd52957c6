using Connect.Sdk.Configuration;
using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;
using Connect.Sdk.Records;

namespace Connect.Runtime.Transforms;

/// <summary>
/// Turns timestamps from one form into another (<c>org.apache.kafka.connect.transforms.TimestampConverter</c>): texts in a format of Java's
/// <c>SimpleDateFormat</c>, Unix times, and Connect's logical types.
/// </summary>
public sealed class TimestampConverter(RecordPart part) : PartTransformation(part)
{
    private const string Purpose = "converting timestamp formats";
    private const string FieldKey = "field";
    private const string TargetTypeKey = "target.type";
    private const string FormatKey = "format";
    private const string PrecisionKey = "unix.precision";
    private static readonly ConfigDef Definition = new ConfigDef()
        .Define(FieldKey, ConfigType.String, "", ConfigImportance.High, "The field with the timestamp; nothing if the whole is one.")
        .Require(
            TargetTypeKey, ConfigType.String, ConfigImportance.High, "The form to make: string, unix, Date, Time or Timestamp.",
            ConfigValidators.OneOf("string", "unix", "Date", "Time", "Timestamp"))
        .Define(FormatKey, ConfigType.String, "", ConfigImportance.Medium, "The format of texts, read or made, as of Java's SimpleDateFormat.")
        .Define(
            PrecisionKey, ConfigType.String, "milliseconds", ConfigImportance.Low, "The unit of Unix times, read or made.",
            ConfigValidators.OneOf("nanoseconds", "microseconds", "milliseconds", "seconds"))
        .WithReplaceNull();

    private readonly SchemaUpdates<Schema> _schemas = new();
    private TimestampForms _forms = null!;
    private string _field = "";
    private TimestampForm _target;
    private bool _withDefaults;

    /// <inheritdoc/>
    public override ConfigDef Config => Definition;

    /// <inheritdoc/>
    public override ConnectRecord? Apply(ConnectRecord record)
    {
        var value = ValueOf(record);
        if (SchemaOf(record) is { } schema) return ApplyWithSchema(record, schema, value);
        if (value is null || _field.Length == 0) return With(record, null, Convert(value, null));
        var map = Requirements.Map(value, Purpose);
        return With(record, null, new ConnectMap(map) { [_field] = Convert(Requirements.Get(map, _field), null) });
    }

    private protected override void Configure(ParsedConfig config)
    {
        _field = config.GetString(FieldKey) ?? "";
        var target = config.GetRequiredString(TargetTypeKey);
        _target = Enum.Parse<TimestampForm>(target, ignoreCase: true);
        var pattern = config.GetString(FormatKey);
        if (_target == TimestampForm.String && JavaStrings.IsBlank(pattern))
            throw new ConfigException("TimestampConverter requires format option to be specified when using string timestamps");
        _forms = new TimestampForms(JavaStrings.IsBlank(pattern) ? null : Format(pattern!), config.GetRequiredString(PrecisionKey));
        _withDefaults = config.GetBoolean(ReplaceNull.Key);
    }

    private static JavaDateFormat Format(string pattern)
    {
        try
        {
            return new JavaDateFormat(pattern);
        }
        catch (FormatException e)
        {
            throw new ConfigException(
                $"TimestampConverter requires a SimpleDateFormat-compatible pattern for string timestamps: {pattern}",
                $"java.lang.IllegalArgumentException: {e.Message}", null);
        }
    }

    private ConnectRecord ApplyWithSchema(ConnectRecord record, Schema schema, object? value)
    {
        if (_field.Length == 0)
        {
            var form = TimestampForms.FormOf(schema);
            return With(record, TimestampForms.SchemaOf(_target, schema.IsOptional), Convert(value, form));
        }

        var from = Requirements.StructOrNull(value, Purpose);
        var updated = _schemas.Get(schema, Update);
        return With(record, updated, from is null ? null : ConvertField(from, updated));
    }

    private Struct ConvertField(Struct from, Schema schema)
    {
        var to = new Struct(schema);
        foreach (var field in from.Schema.Fields)
        {
            var value = _withDefaults ? from.Get(field) : from.Raw(field.Index);
            if (field.Name == _field) to.Put(field.Name, Convert(value, TimestampForms.FormOf(field.Schema)));
            else if (value is null) to.Put(field.Name, null);
            else to.SetRaw(field.Index, value);
        }

        return to;
    }

    private object? Convert(object? value, TimestampForm? form) =>
        value is null ? null : _forms.Make(_target, _forms.Read(form ?? TimestampForms.FormOf(value), value));

    private Schema Update(Schema schema)
    {
        var builder = SchemaCopies.Basics(schema, SchemaBuilder.Struct());
        foreach (var field in schema.Fields)
            builder.WithField(field.Name, field.Name == _field ? TimestampForms.SchemaOf(_target, field.Schema.IsOptional) : field.Schema);
        if (schema.IsOptional) builder.Optional();
        if (schema.DefaultValue is Struct missing) builder.WithDefault(ConvertField(missing, builder));
        return builder.Build();
    }
}
