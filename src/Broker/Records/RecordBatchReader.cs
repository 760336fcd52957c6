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

/// <summary>Walks the records of one batch (magic 2), decompressing as it goes. Malformed content ends the walk and sets <see cref="Error"/>.</summary>
internal ref struct RecordBatchReader : IDisposable
{
    /// <param name="batch">A whole batch with its header.</param>
    public RecordBatchReader(ReadOnlySpan<byte> batch) => throw new NotImplementedException();

    /// <summary>What is wrong with the batch, null as long as nothing was found.</summary>
    public string? Error { get; private set; }

    public bool Next(out RecordView record) => throw new NotImplementedException();

    public void Dispose() => throw new NotImplementedException();
}
