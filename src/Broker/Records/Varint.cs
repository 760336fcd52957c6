namespace Connect.Broker.Records;

/// <summary>Zigzag integers of variable length, as inside records.</summary>
internal static class Varint
{
    public const int MaxInt32 = 5;
    public const int MaxInt64 = 10;

    /// <summary>The number of bytes read, 0 when they end too early or are no number of 32 bits.</summary>
    public static int TryRead(ReadOnlySpan<byte> bytes, out int value)
    {
        if (bytes.Length > 0 && bytes[0] < 0x80)
        {
            value = bytes[0] >> 1 ^ -(bytes[0] & 1);
            return 1;
        }

        var raw = 0u;
        for (var i = 0; i < MaxInt32 && i < bytes.Length; i++)
        {
            raw |= (uint)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80) continue;
            value = (int)(raw >> 1) ^ -(int)(raw & 1);
            return i + 1;
        }

        value = 0;
        return 0;
    }

    /// <summary>The number of bytes read, 0 when they end too early or are no number of 64 bits.</summary>
    public static int TryRead(ReadOnlySpan<byte> bytes, out long value)
    {
        if (bytes.Length > 0 && bytes[0] < 0x80)
        {
            value = bytes[0] >> 1 ^ -(bytes[0] & 1);
            return 1;
        }

        var raw = 0ul;
        for (var i = 0; i < MaxInt64 && i < bytes.Length; i++)
        {
            raw |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] >= 0x80) continue;
            value = (long)(raw >> 1) ^ -(long)(raw & 1);
            return i + 1;
        }

        value = 0;
        return 0;
    }

    public static int Write(Span<byte> destination, long value)
    {
        var raw = (ulong)(value << 1 ^ value >> 63);
        var i = 0;
        for (; raw >= 0x80; raw >>= 7) destination[i++] = (byte)(raw | 0x80);
        destination[i++] = (byte)raw;
        return i;
    }

    public static int Size(long value)
    {
        var raw = (ulong)(value << 1 ^ value >> 63);
        return raw < 0x80 ? 1 : (70 - System.Numerics.BitOperations.LeadingZeroCount(raw)) / 7;
    }
}
