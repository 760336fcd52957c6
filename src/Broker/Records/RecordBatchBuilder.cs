namespace Connect.Broker.Records;

/// <summary>Writes one batch into a buffer that is used again after <see cref="Reset"/>. Offsets must rise.</summary>
internal sealed class RecordBatchBuilder
{
    public CompressionCodec Compression { get; init; }

    public bool Transactional { get; init; }

    public long ProducerId { get; init; } = -1;

    public short ProducerEpoch { get; init; } = -1;

    public int BaseSequence { get; init; } = -1;

    public int Count => throw new NotImplementedException();

    /// <summary>A record at the next offset (0 for the first).</summary>
    public void Add(long timestamp, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, bool hasKey = true, bool hasValue = true) =>
        throw new NotImplementedException();

    /// <summary>The finished batch with its checksum, valid until the next change of the builder.</summary>
    public Memory<byte> Build() => throw new NotImplementedException();

    public void Reset() => throw new NotImplementedException();
}
