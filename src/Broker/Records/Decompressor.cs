using System.IO.Compression;
using System.Runtime.InteropServices;
using ZstdSharp;

namespace Connect.Broker.Records;

/// <summary>Decompresses the content of one batch piece by piece. Corrupt content throws what <see cref="IsCorruption"/> knows.</summary>
internal abstract class Decompressor : IDisposable
{
    /// <summary>A buffer of this size is filled without detours.</summary>
    public virtual int PreferredWindow => 64 << 10;

    public static Decompressor Open(CompressionCodec codec, ReadOnlyMemory<byte> content) => codec switch
    {
        CompressionCodec.Gzip => new StreamDecompressor(new GZipStream(AsStream(content), CompressionMode.Decompress)),
        CompressionCodec.Snappy => SnappyDecompressor.Open(content),
        CompressionCodec.Lz4 => new Lz4Decompressor(content),
        CompressionCodec.Zstd => new StreamDecompressor(new DecompressionStream(AsStream(content), leaveOpen: false)),
        _ => throw new InvalidDataException($"Unknown compression type id: {(int)codec}"),
    };

    public static bool IsCorruption(Exception e) => e is InvalidDataException or IOException or ZstdException or ArgumentException;

    /// <summary>The number of bytes written, 0 at the end.</summary>
    public abstract int Read(Span<byte> destination);

    public abstract void Dispose();

    private static MemoryStream AsStream(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(content.ToArray(), writable: false);

    private sealed class StreamDecompressor(Stream stream) : Decompressor
    {
        public override int Read(Span<byte> destination) => stream.Read(destination);

        public override void Dispose() => stream.Dispose();
    }
}
