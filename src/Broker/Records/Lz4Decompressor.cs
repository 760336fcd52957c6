using System.Buffers;
using System.Buffers.Binary;
using K4os.Compression.LZ4;
using K4os.Hash.xxHash;

namespace Connect.Broker.Records;

/// <summary>LZ4's frame format with independent blocks, which is all that Kafka's clients write and its broker accepts.</summary>
internal sealed class Lz4Decompressor : Decompressor
{
    public const uint Magic = 0x184D2204;

    private readonly bool _blockChecksums;
    private readonly int _blockSize;
    private ReadOnlyMemory<byte> _rest;
    private byte[]? _block;
    private int _position;
    private int _length;
    private bool _ended;

    public Lz4Decompressor(ReadOnlyMemory<byte> content)
    {
        var span = content.Span;
        if (span.Length < 7 || BinaryPrimitives.ReadUInt32LittleEndian(span) != Magic) throw new InvalidDataException("lz4: no frame");
        int flags = span[4], size = span[5] >> 4 & 7;
        if (flags >> 6 != 1) throw new InvalidDataException("lz4: unknown version");
        if ((flags & 0x20) == 0) throw new InvalidDataException("lz4: dependent blocks are not supported");
        if ((flags & 0x01) != 0 || size < 4) throw new InvalidDataException("lz4: unsupported frame descriptor");
        _blockChecksums = (flags & 0x10) != 0;
        _blockSize = 1 << (8 + 2 * size);
        var end = (flags & 0x08) != 0 ? 14 : 6;
        if (span.Length <= end) throw new InvalidDataException("lz4: the frame descriptor is cut");
        if (span[end] != (byte)(XXH32.DigestOf(span[4..end]) >> 8) && !IsOldJavaChecksum(span, end))
            throw new InvalidDataException("lz4: the frame descriptor's checksum is wrong");
        _rest = content[(end + 1)..];
    }

    public override int PreferredWindow => _blockSize + (32 << 10);

    public override int Read(Span<byte> destination)
    {
        while (_position == _length)
        {
            if (_ended) return 0;
            var direct = destination.Length >= _blockSize;
            if (!direct) _block ??= ArrayPool<byte>.Shared.Rent(_blockSize);
            var read = NextBlock(direct ? destination : _block);
            if (direct && read > 0) return read;
            _position = 0;
            _length = read;
        }

        var count = Math.Min(destination.Length, _length - _position);
        _block.AsSpan(_position, count).CopyTo(destination);
        _position += count;
        return count;
    }

    public override void Dispose()
    {
        if (_block is not null) ArrayPool<byte>.Shared.Return(_block);
        _block = null;
        _position = _length = 0;
        _ended = true;
    }

    private static bool IsOldJavaChecksum(ReadOnlySpan<byte> span, int end) => span[end] == (byte)(XXH32.DigestOf(span[..end]) >> 8);

    private int NextBlock(Span<byte> destination)
    {
        if (_rest.Length < 4) throw new InvalidDataException("lz4: a block's length is cut");
        var head = BinaryPrimitives.ReadUInt32LittleEndian(_rest.Span);
        _rest = _rest[4..];
        if (head == 0)
        {
            _ended = true;
            return 0;
        }

        var stored = (head & 0x80000000) != 0;
        var size = (int)(head & 0x7FFFFFFF);
        var whole = (long)size + (_blockChecksums ? 4 : 0);
        if (size > _blockSize || whole > _rest.Length) throw new InvalidDataException("lz4: a block's length is wrong");
        var block = _rest.Span[..size];
        if (_blockChecksums && BinaryPrimitives.ReadUInt32LittleEndian(_rest.Span[size..]) != XXH32.DigestOf(block))
            throw new InvalidDataException("lz4: a block's checksum is wrong");
        _rest = _rest[(int)whole..];
        if (stored)
        {
            block.CopyTo(destination);
            return size;
        }

        var read = LZ4Codec.Decode(block, destination[.._blockSize]);
        if (read < 0) throw new InvalidDataException("lz4: a block is corrupt");
        return read;
    }
}
