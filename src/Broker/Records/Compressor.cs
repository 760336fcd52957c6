using System.IO.Compression;
using K4os.Compression.LZ4;
using K4os.Hash.xxHash;
using Snappier;

namespace Connect.Broker.Records;

/// <summary>Compresses the content of a batch in the form that Kafka's own clients write, at their default levels.</summary>
internal static class Compressor
{
    private const int SnappyBlock = 32 << 10;
    private const int Lz4Block = 64 << 10;
    private const int ZstdLevel = 3;

    public static void Compress(CompressionCodec codec, ReadOnlySpan<byte> content, RecordBuffer destination)
    {
        switch (codec)
        {
            case CompressionCodec.None:
                destination.Write(content);
                break;
            case CompressionCodec.Gzip:
                using (var gzip = new GZipStream(new BufferStream(destination), CompressionLevel.Optimal)) gzip.Write(content);
                break;
            case CompressionCodec.Snappy:
                CompressSnappy(content, destination);
                break;
            case CompressionCodec.Lz4:
                CompressLz4(content, destination);
                break;
            case CompressionCodec.Zstd:
                using (var zstd = new ZstdSharp.Compressor(ZstdLevel))
                    destination.Advance(zstd.Wrap(content, destination.GetSpan(ZstdSharp.Compressor.GetCompressBound(content.Length))));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(codec), codec, null);
        }
    }

    private static void CompressSnappy(ReadOnlySpan<byte> content, RecordBuffer destination)
    {
        // The header of Java's SnappyOutputStream: magic, version 1, lowest version that can read it 1.
        destination.Write([0x82, (byte)'S', (byte)'N', (byte)'A', (byte)'P', (byte)'P', (byte)'Y', 0, 0, 0, 0, 1, 0, 0, 0, 1]);
        while (!content.IsEmpty)
        {
            var block = content[..Math.Min(SnappyBlock, content.Length)];
            content = content[block.Length..];
            var room = destination.GetSpan(4 + Snappy.GetMaxCompressedLength(block.Length));
            var size = Snappy.Compress(block, room[4..]);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(room, size);
            destination.Advance(4 + size);
        }
    }

    private static void CompressLz4(ReadOnlySpan<byte> content, RecordBuffer destination)
    {
        ReadOnlySpan<byte> descriptor = [0x60, 0x40]; // version 1, independent blocks; blocks of 64 KB
        destination.Write([0x04, 0x22, 0x4D, 0x18]);
        destination.Write(descriptor);
        destination.WriteByte((byte)(XXH32.DigestOf(descriptor) >> 8));
        while (!content.IsEmpty)
        {
            var block = content[..Math.Min(Lz4Block, content.Length)];
            content = content[block.Length..];
            var room = destination.GetSpan(4 + LZ4Codec.MaximumOutputSize(block.Length));
            var size = LZ4Codec.Encode(block, room[4..]);
            var head = (uint)size;
            if (size <= 0 || size >= block.Length)
            {
                size = block.Length;
                head = (uint)size | 0x80000000;
                block.CopyTo(room[4..]);
            }

            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(room, head);
            destination.Advance(4 + size);
        }

        destination.Write([0, 0, 0, 0]);
    }

    private sealed class BufferStream(RecordBuffer buffer) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(ReadOnlySpan<byte> bytes) => buffer.Write(bytes);

        public override void Write(byte[] bytes, int offset, int count) => buffer.Write(bytes.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] bytes, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
