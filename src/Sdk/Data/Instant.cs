using Connect.Sdk.Java;

namespace Connect.Sdk.Data;

/// <summary>
/// A point in time in milliseconds since 1970-01-01 UTC, the class of DATE, TIME and TIMESTAMP values (<c>java.util.Date</c>). It reaches further than
/// <see cref="DateTimeOffset"/>.
/// </summary>
public readonly record struct Instant(long EpochMilliseconds)
{
    /// <summary>The instant of a point in time; what is below a millisecond is cut off.</summary>
    public static implicit operator Instant(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>The instant of a point in time; what is below a millisecond is cut off.</summary>
    public static Instant From(DateTimeOffset time) => time;

    /// <summary>This instant in UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside the years 1 to 9999.</exception>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(EpochMilliseconds);

    /// <summary>The instant in UTC as in Connect's messages, <c>Thu Jan 01 00:00:00 UTC 1970</c>.</summary>
    public override string ToString() => JavaDate.ToText(EpochMilliseconds);
}
