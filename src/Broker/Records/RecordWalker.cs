namespace Connect.Broker.Records;

/// <summary>
/// Walks the records of one batch without their content: offsets, timestamps, whether there is a key. Checks the structure of each to the
/// last byte. Needs no more memory for large records than for small ones.
/// </summary>
internal ref struct RecordWalker : IDisposable
{
    private const int SmallRecord = 32 << 10;

    private RecordInput _input;
    private int _left;

    /// <param name="batch">A whole batch with its header.</param>
    public RecordWalker(ReadOnlyMemory<byte> batch)
    {
        _left = new RecordBatchHeader(batch.Span).Count;
        _input = new RecordInput(batch);
        Error = _input.Error;
        if (_left < 0) Error = "the record count is negative";
    }

    /// <summary>What is wrong with the batch, null as long as nothing was found.</summary>
    public string? Error { get; private set; }

    /// <summary>The content could not be decompressed, as opposed to records that make no sense.</summary>
    public readonly bool IsCorrupt => _input.Error is not null;

    /// <summary>The next record, false at the end and after an error. Only lengths and deltas are set in <paramref name="record"/>.</summary>
    public bool Next(out RecordFields record)
    {
        if (Error is not null || _left == 0)
        {
            record = default;
            return Error is null && End();
        }

        if (!ReadInt32(out var length) || length < 0) return Fail(out record);
        if (_input.Window.Length < length && (_input.IsPlain || (length <= SmallRecord && !_input.Ensure(length)))) return Fail(out record);
        if (_input.Window.Length >= length)
        {
            if (!RecordFields.TryParse(_input.Window[..length], out record)) return Fail(out record);
            _input.Take(length);
        }
        else if (!WalkLarge(length, out record))
        {
            return Fail(out record);
        }

        _left--;
        return true;
    }

    public void Dispose() => _input.Dispose();

    private bool End()
    {
        if (_input.Ensure(1)) Error = "Incorrect declared batch size, records still remaining in file";
        else Error = _input.Error;
        return false;
    }

    private bool Fail(out RecordFields record)
    {
        record = default;
        Error = _input.Error ?? "Found invalid record structure";
        return false;
    }

    private bool WalkLarge(int length, out RecordFields record)
    {
        record = default;
        var end = _input.Taken + length;
        if (!_input.Skip(1) || !ReadInt64(out record.TimestampDelta) || !ReadInt32(out record.OffsetDelta)) return false;
        if (!SkipBytes(out record.KeyLength) || !SkipBytes(out record.ValueLength)) return false;
        if (!ReadInt32(out var headers) || headers < 0) return false;
        for (; headers > 0; headers--)
        {
            if (_input.Taken >= end || !SkipBytes(out var keyLength) || keyLength < 0 || !SkipBytes(out _)) return false;
        }

        return _input.Taken == end;
    }

    private bool SkipBytes(out int length)
    {
        if (!ReadInt32(out length)) return false;
        length = Math.Max(length, -1);
        return length <= 0 || _input.Skip(length);
    }

    private bool ReadInt32(out int value)
    {
        if (_input.Window.Length < Varint.MaxInt32) _input.Ensure(Varint.MaxInt32);
        var size = Varint.TryRead(_input.Window, out value);
        if (size == 0) return false;
        _input.Take(size);
        return true;
    }

    private bool ReadInt64(out long value)
    {
        if (_input.Window.Length < Varint.MaxInt64) _input.Ensure(Varint.MaxInt64);
        var size = Varint.TryRead(_input.Window, out value);
        if (size == 0) return false;
        _input.Take(size);
        return true;
    }
}
