using Connect.Broker.Records;
using CsCheck;

namespace Connect.Broker.Tests.Records;

public class RecordBatchTests
{
    private static readonly Gen<byte[]?> GenBytes = Gen.OneOf<byte[]?>(
        Gen.Byte.Array[0, 200], Gen.Const((byte[]?)null)!, Gen.Byte[0, 3].Array[0, 90_000]);

    private static readonly Gen<CompressionCodec> GenCodec = Gen.Enum<CompressionCodec>();

    private static readonly Gen<(byte[]? Key, byte[]? Value, long Timestamp)[]> GenRecords =
        Gen.Select(GenBytes, GenBytes, Gen.Long[0, 2_000_000_000_000]).Array[1, 30];

    [Fact]
    public void What_is_built_is_read_with_every_codec() =>
        Gen.Select(GenCodec, GenRecords, Gen.Long[0, 1L << 40]).Sample((codec, records, baseOffset) =>
        {
            using var builder = new RecordBatchBuilder { Compression = codec, BaseOffset = baseOffset };
            foreach (var (key, value, timestamp) in records) builder.Add(timestamp, key, value);
            var batch = builder.Build();
            var header = new RecordBatchHeader(batch.Span);
            Assert.Equal(batch.Length, header.SizeInBytes);
            Assert.Equal(records.Length, header.Count);
            Assert.Equal(codec, header.Compression);
            Assert.Equal(records.Max(r => r.Timestamp), header.MaxTimestamp);
            Assert.Equal(header.Crc, Crc32C.Compute(batch.Span[RecordBatchHeader.AttributesOffset..]));

            using var reader = new RecordBatchReader(batch);
            using var walker = new RecordWalker(batch);
            for (var i = 0; i < records.Length; i++)
            {
                Assert.True(reader.Next(out var record));
                Assert.Equal(baseOffset + i, record.Offset);
                Assert.Equal(records[i].Timestamp, record.Timestamp);
                Assert.Equal(records[i].Key, record.HasKey ? record.Key.ToArray() : null);
                Assert.Equal(records[i].Value, record.HasValue ? record.Value.ToArray() : null);
                Assert.True(walker.Next(out var fields));
                Assert.Equal(i, fields.OffsetDelta);
                Assert.Equal(records[i].Key?.Length ?? -1, fields.KeyLength);
                Assert.Equal(records[i].Value?.Length ?? -1, fields.ValueLength);
            }

            Assert.False(reader.Next(out _));
            Assert.False(walker.Next(out _));
            Assert.Null(reader.Error);
            Assert.Null(walker.Error);
        }, iter: 100);

    /// <summary>Whatever is done to a batch's bytes behind its checksum, reading it ends, and with an error or as many records as it says.</summary>
    [Fact]
    public void Damaged_batches_end_in_an_error_and_not_in_an_exception() =>
        Gen.Select(GenCodec, GenRecords, Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte).Array[1, 4], Gen.Bool).Sample((codec, records, damage, cut) =>
        {
            using var builder = new RecordBatchBuilder { Compression = codec };
            foreach (var (key, value, timestamp) in records) builder.Add(timestamp, key, value);
            var batch = builder.Build().ToArray();
            foreach (var (at, to) in damage) batch[RecordBatchHeader.CountOffset + at % (batch.Length - RecordBatchHeader.CountOffset)] = to;
            if (cut) batch = batch[..Math.Max(RecordBatchHeader.Size, damage[0].Item1 % batch.Length)];
            var count = new RecordBatchHeader(batch).Count;
            var read = 0;
            using var reader = new RecordBatchReader(batch);
            while (reader.Next(out _)) read++;
            var walked = 0;
            using var walker = new RecordWalker(batch);
            while (walker.Next(out _)) walked++;
            Assert.True(reader.Error is not null || read == count);
            Assert.True(walker.Error is not null || walked == count);
            Assert.Equal(reader.Error is null, walker.Error is null);
        }, iter: 300);

    [Fact]
    public void Snappy_without_a_frame_is_read()
    {
        using var builder = new RecordBatchBuilder();
        for (var i = 0; i < 1000; i++) builder.Add(1, [1, 2, 3], new byte[100]);
        var plain = builder.Build();
        var content = Snappier.Snappy.CompressToArray(plain.Span[RecordBatchHeader.Size..]);
        byte[] batch = [.. plain.Span[..RecordBatchHeader.Size], .. content];
        _ = new RecordBatchPatch(batch) { Attributes = (short)CompressionCodec.Snappy };
        using var reader = new RecordBatchReader(batch);
        var read = 0;
        while (reader.Next(out _)) read++;
        Assert.Null(reader.Error);
        Assert.Equal(1000, read);
    }

    [Fact]
    public void A_bomb_is_walked_without_the_memory_that_it_claims()
    {
        using var builder = new RecordBatchBuilder { Compression = CompressionCodec.Zstd };
        builder.Add(1, [1], new byte[100 << 20]);
        var batch = builder.Build().ToArray();
        Assert.True(batch.Length < 100_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using (var walker = new RecordWalker(batch))
        {
            Assert.True(walker.Next(out var record));
            Assert.Equal(100 << 20, record.ValueLength);
            Assert.False(walker.Next(out _));
            Assert.Null(walker.Error);
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(int.MaxValue, 1, 0)]
    [InlineData(int.MaxValue - 1, 3, 1)]
    [InlineData(int.MaxValue, 0, int.MaxValue)]
    public void Sequences_wrap_around(int sequence, int increment, int expected) => Assert.Equal(expected, Sequence.Add(sequence, increment));
}
