using Connect.Sdk.Data;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Transforms;

/// <summary>The forms of timestamps.</summary>
internal enum TimestampForm
{
    String,
    Unix,
    Date,
    Time,
    Timestamp,
}

/// <summary>Reads and makes timestamps of each form; between them all are milliseconds in UTC.</summary>
internal sealed class TimestampForms(JavaDateFormat? format, string precision)
{
    private static readonly Schema OptionalDate = DateType.Builder().Optional().Build();
    private static readonly Schema OptionalTime = TimeType.Builder().Optional().Build();
    private static readonly Schema OptionalTimestamp = TimestampType.Builder().Optional().Build();

    public static TimestampForm FormOf(Schema schema) => schema switch
    {
        { Name: TimestampType.LogicalName } => TimestampForm.Timestamp,
        { Name: DateType.LogicalName } => TimestampForm.Date,
        { Name: TimeType.LogicalName } => TimestampForm.Time,
        { Type: SchemaType.String } => TimestampForm.String,
        { Type: SchemaType.Int64 } => TimestampForm.Unix,
        _ => throw new ConnectException($"Schema {schema} does not correspond to a known timestamp type format"),
    };

    public static TimestampForm FormOf(object value) => value switch
    {
        Instant => TimestampForm.Timestamp,
        long => TimestampForm.Unix,
        string => TimestampForm.String,
        _ => throw new DataException($"TimestampConverter does not support class {JavaNames.ClassOf(value)} objects as timestamps"),
    };

    public static Schema SchemaOf(TimestampForm form, bool optional) => form switch
    {
        TimestampForm.String => optional ? Schema.OptionalString : Schema.String,
        TimestampForm.Unix => optional ? Schema.OptionalInt64 : Schema.Int64,
        TimestampForm.Date => optional ? OptionalDate : DateType.Schema,
        TimestampForm.Time => optional ? OptionalTime : TimeType.Schema,
        _ => optional ? OptionalTimestamp : TimestampType.Schema,
    };

    public long Read(TimestampForm form, object value)
    {
        switch (form, value)
        {
            case (TimestampForm.String, string text):
                if (format is null) throw new DataException("TimestampConverter requires format option to be specified when using string timestamps");
                if (format.TryParse(text, TimeProvider.System, out var milliseconds)) return milliseconds;
                throw new DataException($"Could not parse timestamp: value ({text}) does not match pattern ({format.Pattern})");
            case (TimestampForm.Unix, long unix):
                return precision switch
                {
                    "seconds" => Multiply(unix, 1000),
                    "microseconds" => unix / 1000,
                    "nanoseconds" => unix / 1_000_000,
                    _ => unix,
                };
            case ( >= TimestampForm.Date, Instant instant):
                return instant.EpochMilliseconds;
        }

        var found = JavaNames.ClassOf(value);
        throw new DataException(form switch
        {
            TimestampForm.String => $"Expected string timestamp to be a String, but found class {found}",
            TimestampForm.Unix => $"Expected Unix timestamp to be a Long, but found class {found}",
            _ => $"Expected {form} to be a java.util.Date, but found class {found}",
        });
    }

    public object Make(TimestampForm form, long milliseconds) => form switch
    {
        TimestampForm.String => format!.Format(milliseconds),
        TimestampForm.Unix => precision switch
        {
            "seconds" => milliseconds / 1000,
            "microseconds" => Multiply(milliseconds, 1000),
            "nanoseconds" => Multiply(milliseconds, 1_000_000),
            _ => milliseconds,
        },
        TimestampForm.Date => new Instant(milliseconds - JavaCalendar.FloorModulo(milliseconds, JavaCalendar.MillisecondsPerDay)),
        TimestampForm.Time => new Instant(JavaCalendar.FloorModulo(milliseconds, JavaCalendar.MillisecondsPerDay)),
        _ => new Instant(milliseconds),
    };

    /// <summary>As Java's <c>TimeUnit</c>: what is out of range is the nearest end.</summary>
    private static long Multiply(long value, long factor) => (long)Int128.Clamp((Int128)value * factor, long.MinValue, long.MaxValue);
}
