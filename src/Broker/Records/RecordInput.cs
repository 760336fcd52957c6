using System.Buffers;

namespace Connect.Broker.Records;

/// <summary>
/// The bytes of a batch's records: plain, or decompressed piece by piece into a pooled window, so that a batch that swells enormously costs
/// time but no memory. A failure of the decompressor looks like the end of the bytes and is told in <see cref="Error"/>.
/// </summary>
internal ref struct RecordInput : IDisposable
{
    /// <summary>The most that a batch may swell to; beyond any batch that a client can hold.</summary>
    public const long MaxDecompressed = 1L << 30;

    private ReadOnlySpan<byte> _window;
    private readonly Decompressor? _decompressor;
    private byte[]? _buffer;
    private long _decompressed;

    public RecordInput(ReadOnlyMemory<byte> batch)
    {
        var header = new RecordBatchHeader(batch.Span);
        var content = batch[RecordBatchHeader.Size..];
        if (!header.IsCompressed)
        {
            _window = content.Span;
            return;
        }

        try
        {
            _decompressor = Decompressor.Open(header.Compression, content);
        }
        catch (Exception broken) when (Decompressor.IsCorruption(broken))
        {
            Error = broken.Message;
        }
    }

    /// <summary>How many bytes were taken.</summary>
    public long Taken { get; private set; }

    public string? Error { get; private set; }

    /// <summary>What is at hand; more may follow where the batch is compressed.</summary>
    public readonly ReadOnlySpan<byte> Window => _window;

    /// <summary>All of it is in memory as it is: what is missing in the window is missing in the batch.</summary>
    public readonly bool IsPlain => _decompressor is null;

    public void Take(int count)
    {
        _window = _window[count..];
        Taken += count;
    }

    /// <summary>Gets so many bytes into the window; false, with as many as there are, at the end.</summary>
    public bool Ensure(int count)
    {
        if (_window.Length >= count) return true;
        if (_decompressor is null || Error is not null) return false;
        MakeRoom(count);
        var have = _window.Length;
        while (have < count)
        {
            var read = Fill(_buffer.AsSpan(have));
            if (read == 0) break;
            have += read;
        }

        _window = _buffer.AsSpan(0, have);
        return have >= count;
    }

    public bool Skip(long count)
    {
        while (count > _window.Length)
        {
            count -= _window.Length;
            Take(_window.Length);
            if (!Ensure(1)) return false;
        }

        Take((int)count);
        return true;
    }

    public void Dispose()
    {
        _window = default;
        _decompressor?.Dispose();
        if (_buffer is null) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
    }

    private void MakeRoom(int count)
    {
        var size = Math.Max(count, _decompressor!.PreferredWindow);
        if (_buffer is not null && _buffer.Length >= count)
        {
            _window.CopyTo(_buffer);
        }
        else
        {
            var grown = ArrayPool<byte>.Shared.Rent(size);
            _window.CopyTo(grown);
            if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = grown;
        }
    }

    private int Fill(Span<byte> room)
    {
        try
        {
            var read = _decompressor!.Read(room);
            _decompressed += read;
            if (_decompressed <= MaxDecompressed) return read;
            Error = "the batch decompresses to more than is sensible";
        }
        catch (Exception broken) when (Decompressor.IsCorruption(broken))
        {
            Error = broken.Message;
        }

        return 0;
    }
}
