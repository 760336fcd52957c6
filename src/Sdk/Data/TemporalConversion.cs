namespace Connect.Sdk.Data;

/// <summary>Conversions between days, times of day and points in time; the schema of the value tells which of them it is.</summary>
internal static class TemporalConversion
{
    public static Instant ToDate(Schema? from, object value)
    {
        value = Values.Parsed(value);
        if (value is Instant instant)
        {
            switch (from?.Name)
            {
                case null when from is null:
                case DateType.LogicalName: return instant;
                case TimestampType.LogicalName:
                    return DateType.ToLogical(DateType.Schema, unchecked((int)(instant.EpochMilliseconds / DateType.MillisecondsPerDay)));
            }
        }

        return DateType.ToLogical(DateType.Schema, unchecked((int)Values.ToInt64(from, value)));
    }

    public static Instant ToTime(Schema? from, object value)
    {
        value = Values.Parsed(value);
        if (value is Instant instant)
        {
            switch (from?.Name)
            {
                case null when from is null:
                case TimeType.LogicalName: return instant;
                case TimestampType.LogicalName:
                    return new Instant(((instant.EpochMilliseconds % DateType.MillisecondsPerDay) + DateType.MillisecondsPerDay) % DateType.MillisecondsPerDay);
            }
        }

        return TimeType.ToLogical(TimeType.Schema, unchecked((int)Values.ToInt64(from, value)));
    }

    public static Instant ToTimestamp(Schema? from, object value)
    {
        value = Values.Parsed(value);
        if (value is Instant instant)
        {
            switch (from?.Name)
            {
                case null when from is null:
                case TimestampType.LogicalName: return instant;
                case DateType.LogicalName: return new Instant(DateType.FromLogical(from, instant) * DateType.MillisecondsPerDay);
                case TimeType.LogicalName: return new Instant(TimeType.FromLogical(from, instant));
            }
        }

        return new Instant(Values.ToInt64(from, value));
    }
}
