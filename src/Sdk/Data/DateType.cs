using Connect.Sdk.Errors;

namespace Connect.Sdk.Data;

/// <summary>The logical type of days (<c>org.apache.kafka.connect.data.Date</c>): INT32 with whole days since 1970-01-01 UTC.</summary>
public static class DateType
{
    /// <summary>The name of its schemas.</summary>
    public const string LogicalName = "org.apache.kafka.connect.data.Date";

    internal const long MillisecondsPerDay = 24 * 60 * 60 * 1000;

    /// <summary>The schema of a required day.</summary>
    public static Schema Schema { get; } = Builder().Build();

    /// <summary>A builder of the schema of days.</summary>
    public static SchemaBuilder Builder() => new SchemaBuilder(SchemaType.Int32).WithName(LogicalName).WithVersion(1);

    /// <summary>The days of an instant.</summary>
    /// <exception cref="DataException">The schema is of another name, or the instant is not at midnight.</exception>
    public static int FromLogical(Schema schema, Instant value)
    {
        Check(schema);
        if (value.EpochMilliseconds % MillisecondsPerDay != 0)
            throw new DataException("Kafka Connect Date type should not have any time fields set to non-zero values.");
        return unchecked((int)(value.EpochMilliseconds / MillisecondsPerDay));
    }

    /// <summary>The instant at the start of a day.</summary>
    /// <exception cref="DataException">The schema is of another name.</exception>
    public static Instant ToLogical(Schema schema, int value)
    {
        Check(schema);
        return new Instant(value * MillisecondsPerDay);
    }

    private static void Check(Schema schema)
    {
        if (schema.Name != LogicalName) throw new DataException("Requested conversion of Date object but the schema does not match.");
    }
}
