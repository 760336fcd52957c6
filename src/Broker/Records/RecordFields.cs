namespace Connect.Broker.Records;

/// <summary>Where the parts of a record are, counted from behind its length. A length of -1 is a null key or value.</summary>
internal struct RecordFields
{
    public long TimestampDelta;
    public int OffsetDelta;
    public int KeyPosition;
    public int KeyLength;
    public int ValuePosition;
    public int ValueLength;
    public int HeadersPosition;

    /// <summary>False where the bytes are not exactly one record.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out RecordFields fields)
    {
        fields = default;
        var at = 1;
        if (body.Length < 1 || !Read(body, ref at, out fields.TimestampDelta) || !Read(body, ref at, out fields.OffsetDelta)) return false;
        if (!ReadBytes(body, ref at, out fields.KeyPosition, out fields.KeyLength)) return false;
        if (!ReadBytes(body, ref at, out fields.ValuePosition, out fields.ValueLength)) return false;
        fields.HeadersPosition = at;
        if (!Read(body, ref at, out int headers) || headers < 0) return false;
        for (; headers > 0; headers--)
        {
            if (!ReadBytes(body, ref at, out _, out var keyLength) || keyLength < 0) return false;
            if (!ReadBytes(body, ref at, out _, out _)) return false;
        }

        return at == body.Length;
    }

    private static bool Read(ReadOnlySpan<byte> body, ref int at, out int value)
    {
        var size = Varint.TryRead(body[at..], out value);
        at += size;
        return size > 0;
    }

    private static bool Read(ReadOnlySpan<byte> body, ref int at, out long value)
    {
        var size = Varint.TryRead(body[at..], out value);
        at += size;
        return size > 0;
    }

    private static bool ReadBytes(ReadOnlySpan<byte> body, ref int at, out int position, out int length)
    {
        var ok = Read(body, ref at, out length);
        position = at;
        if (!ok || length > body.Length - at) return false;
        if (length < 0) length = -1;
        else at += length;
        return true;
    }
}
