using Connect.Sdk.Errors;

namespace Connect.Sdk.Data;

/// <summary>The logical type of points in time (<c>org.apache.kafka.connect.data.Timestamp</c>): INT64 with milliseconds since 1970-01-01 UTC.</summary>
public static class TimestampType
{
    /// <summary>The name of its schemas.</summary>
    public const string LogicalName = "org.apache.kafka.connect.data.Timestamp";

    /// <summary>The schema of a required point in time.</summary>
    public static Schema Schema { get; } = Builder().Build();

    /// <summary>A builder of the schema of points in time.</summary>
    public static SchemaBuilder Builder() => new SchemaBuilder(SchemaType.Int64).WithName(LogicalName).WithVersion(1);

    /// <summary>The milliseconds of an instant.</summary>
    /// <exception cref="DataException">The schema is of another name.</exception>
    public static long FromLogical(Schema schema, Instant value)
    {
        Check(schema);
        return value.EpochMilliseconds;
    }

    /// <summary>The instant of milliseconds.</summary>
    /// <exception cref="DataException">The schema is of another name.</exception>
    public static Instant ToLogical(Schema schema, long value)
    {
        Check(schema);
        return new Instant(value);
    }

    private static void Check(Schema schema)
    {
        if (schema.Name != LogicalName) throw new DataException("Requested conversion of Timestamp object but the schema does not match.");
    }
}
