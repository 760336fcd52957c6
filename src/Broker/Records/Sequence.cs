namespace Connect.Broker.Records;

/// <summary>Producers' sequence numbers: after 2147483647 comes 0.</summary>
internal static class Sequence
{
    public const int None = -1;

    public static int Add(int sequence, int increment) =>
        sequence > int.MaxValue - increment ? increment - (int.MaxValue - sequence) - 1 : sequence + increment;

    public static bool Follows(int next, int last) => next == last + 1L || (next == 0 && last == int.MaxValue);
}
