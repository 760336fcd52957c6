namespace Connect.Broker.Log;

internal readonly record struct OffsetAtTime(long Offset, long Timestamp, int LeaderEpoch);
