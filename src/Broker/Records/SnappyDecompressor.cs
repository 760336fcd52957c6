using System.Buffers;
using System.Buffers.Binary;
using Snappier;

namespace Connect.Broker.Records;

/// <summary>Snappy as Java's clients frame it (blocks after a magic header) or, as other clients send it, one bare block.</summary>
internal sealed class SnappyDecompressor : Decompressor
{
    /// <summary>A copy element of three bytes gives at most 64: a block that claims more is not one.</summary>
    private const int MaxExpansion = 22;

    private static ReadOnlySpan<byte> Magic => [0x82, (byte)'S', (byte)'N', (byte)'A', (byte)'P', (byte)'P', (byte)'Y', 0];

    private readonly bool _framed;
    private ReadOnlyMemory<byte> _rest;
    private byte[]? _block;
    private int _position;
    private int _length;

    private SnappyDecompressor(ReadOnlyMemory<byte> content, bool framed)
    {
        _rest = content;
        _framed = framed;
    }

    public static SnappyDecompressor Open(ReadOnlyMemory<byte> content)
    {
        var framed = content.Span.StartsWith(Magic);
        if (!framed) return new SnappyDecompressor(content, false);
        if (content.Length < 16) throw new InvalidDataException("snappy: the header is cut");
        return new SnappyDecompressor(content[16..], true);
    }

    public override int Read(Span<byte> destination)
    {
        while (_position == _length)
        {
            if (_rest.IsEmpty) return 0;
            NextBlock();
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
        _rest = default;
    }

    private void NextBlock()
    {
        var block = _rest;
        if (_framed)
        {
            if (_rest.Length < 4) throw new InvalidDataException("snappy: a block's length is cut");
            var size = BinaryPrimitives.ReadInt32BigEndian(_rest.Span);
            if (size <= 0 || size > _rest.Length - 4) throw new InvalidDataException("snappy: a block's length is wrong");
            block = _rest.Slice(4, size);
            _rest = _rest[(4 + size)..];
        }
        else
        {
            _rest = default;
        }

        var length = Snappy.GetUncompressedLength(block.Span);
        if (length < 0 || length > (long)block.Length * MaxExpansion + 64) throw new InvalidDataException("snappy: a block claims too much");
        if (_block is null || _block.Length < length)
        {
            if (_block is not null) ArrayPool<byte>.Shared.Return(_block);
            _block = ArrayPool<byte>.Shared.Rent(length);
        }

        _position = 0;
        _length = Snappy.Decompress(block.Span, _block);
    }
}
