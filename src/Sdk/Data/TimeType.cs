using Connect.Sdk.Errors;

namespace Connect.Sdk.Data;

/// <summary>The logical type of times of day (<c>org.apache.kafka.connect.data.Time</c>): INT32 with milliseconds since midnight.</summary>
public static class TimeType
{
    /// <summary>The name of its schemas.</summary>
    public const string LogicalName = "org.apache.kafka.connect.data.Time";

    /// <summary>The schema of a required time of day.</summary>
    public static Schema Schema { get; } = Builder().Build();

    /// <summary>A builder of the schema of times of day.</summary>
    public static SchemaBuilder Builder() => new SchemaBuilder(SchemaType.Int32).WithName(LogicalName).WithVersion(1);

    /// <summary>The milliseconds since midnight of an instant on 1970-01-01.</summary>
    /// <exception cref="DataException">The schema is of another name, or the instant lies on another day.</exception>
    public static int FromLogical(Schema schema, Instant value)
    {
        if (schema.Name != LogicalName) throw new DataException("Requested conversion of Time object but the schema does not match.");
        if (value.EpochMilliseconds is < 0 or > DateType.MillisecondsPerDay)
            throw new DataException("Kafka Connect Time type should not have any date fields set to non-zero values.");
        return (int)value.EpochMilliseconds;
    }

    /// <summary>The instant on 1970-01-01 of milliseconds since midnight.</summary>
    /// <exception cref="DataException">The schema is of another name, or there are more milliseconds than a day has.</exception>
    public static Instant ToLogical(Schema schema, int value)
    {
        if (schema.Name != LogicalName) throw new DataException("Requested conversion of Date object but the schema does not match.");
        if (value is < 0 or > (int)DateType.MillisecondsPerDay)
            throw new DataException("Time values must use number of milliseconds greater than 0 and less than 86400000");
        return new Instant(value);
    }
}
