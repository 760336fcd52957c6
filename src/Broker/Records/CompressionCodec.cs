namespace Connect.Broker.Records;

/// <summary>The codecs of record batches, by their number in a batch's attributes.</summary>
internal enum CompressionCodec : byte
{
    None = 0,
    Gzip = 1,
    Snappy = 2,
    Lz4 = 3,
    Zstd = 4,
}
