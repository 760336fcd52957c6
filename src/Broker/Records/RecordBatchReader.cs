namespace Connect.Broker.Records;

/// <summary>One record; its spans are valid until the reader moves.</summary>
internal ref struct RecordView
{
    public long Offset;
    public long Timestamp;
    public bool HasKey;
    public bool HasValue;
    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> Value;

    /// <summary>The headers as they are in the record, their count first.</summary>
    public ReadOnlySpan<byte> Headers;
}

/// <summary>Reads the records of one batch (magic 2), decompressing as it goes. Malformed content ends it and sets <see cref="Error"/>.</summary>
internal ref struct RecordBatchReader : IDisposable
{
    /// <summary>A record must be in memory as a whole to be read.</summary>
    public const int MaxRecordSize = 128 << 20;

    private readonly long _baseOffset;
    private readonly long _baseTimestamp;
    private readonly long _appendTime;
    private RecordInput _input;
    private int _pending;
    private int _left;

    /// <param name="batch">A whole batch with its header.</param>
    public RecordBatchReader(ReadOnlyMemory<byte> batch)
    {
        var header = new RecordBatchHeader(batch.Span);
        _baseOffset = header.BaseOffset;
        _baseTimestamp = header.BaseTimestamp;
        _appendTime = header.IsLogAppendTime ? header.MaxTimestamp : -1;
        _left = header.Count;
        _input = new RecordInput(batch);
        Error = _left < 0 ? "the record count is negative" : _input.Error;
    }

    /// <summary>What is wrong with the batch, null as long as nothing was found.</summary>
    public string? Error { get; private set; }

    /// <summary>The next record, false at the end and after an error.</summary>
    public bool Next(out RecordView record)
    {
        record = default;
        _input.Take(_pending);
        _pending = 0;
        if (Error is not null) return false;
        if (_left == 0)
        {
            Error = _input.Ensure(1) ? "records remain after the last one" : _input.Error;
            return false;
        }

        _input.Ensure(Varint.MaxInt32);
        var size = Varint.TryRead(_input.Window, out int length);
        if (size == 0 || length < 0 || length > MaxRecordSize || !_input.Ensure(size + length)) return Fail();
        var body = _input.Window.Slice(size, length);
        if (!RecordFields.TryParse(body, out var fields)) return Fail();
        record.Offset = _baseOffset + fields.OffsetDelta;
        record.Timestamp = _appendTime >= 0 ? _appendTime : _baseTimestamp + fields.TimestampDelta;
        record.HasKey = fields.KeyLength >= 0;
        if (record.HasKey) record.Key = body.Slice(fields.KeyPosition, fields.KeyLength);
        record.HasValue = fields.ValueLength >= 0;
        if (record.HasValue) record.Value = body.Slice(fields.ValuePosition, fields.ValueLength);
        record.Headers = body[fields.HeadersPosition..];
        _pending = size + length;
        _left--;
        return true;
    }

    public void Dispose() => _input.Dispose();

    private bool Fail()
    {
        Error = _input.Error ?? "a record makes no sense";
        return false;
    }
}
