namespace Connect.Broker.Groups;

/// <summary>Milliseconds that never go back, for time-outs; and the time of day, for what is stored.</summary>
internal sealed class Clock(TimeProvider time)
{
    public long Now => time.GetTimestamp() / (time.TimestampFrequency / 1000);

    public long WallClock => time.GetUtcNow().ToUnixTimeMilliseconds();
}
