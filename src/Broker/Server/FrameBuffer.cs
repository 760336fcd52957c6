using System.Buffers;

namespace Connect.Broker.Server;

/// <summary>
/// The bytes of one request, without its length prefix, in a pooled array that grows as they come. Only what is held beyond
/// <see cref="FreeBytes"/> is taken from the budget: small requests are bounded by the number of connections, and never wait for large ones.
/// </summary>
internal sealed class FrameBuffer(MemoryBudget budget, int length) : IDisposable
{
    private const int FreeBytes = 64 * 1024;

    private int _filled;
    private int _reserved;

    public byte[] Bytes { get; private set; } = ArrayPool<byte>.Shared.Rent(Math.Min(length, FreeBytes));

    public int Length => length;

    public int Missing => length - _filled;

    public async ValueTask AppendAsync(ReadOnlySequence<byte> piece, TimeSpan within, CancellationToken cancellation)
    {
        var needed = _filled + (int)piece.Length;
        if (needed > Bytes.Length) await GrowAsync(needed, within, cancellation).ConfigureAwait(false);
        piece.CopyTo(Bytes.AsSpan(_filled));
        _filled = needed;
    }

    public void Dispose()
    {
        if (Bytes.Length > 0) ArrayPool<byte>.Shared.Return(Bytes);
        Bytes = [];
        budget.Release(_reserved);
        _reserved = 0;
    }

    private async ValueTask GrowAsync(int needed, TimeSpan within, CancellationToken cancellation)
    {
        var size = (int)Math.Min(length, Math.Max(needed, Bytes.Length * 4L));
        var more = size - _reserved;
        if (!await budget.TryReserveAsync(more, within, cancellation).ConfigureAwait(false))
            throw new ConnectionRefusedException($"a request of {length} bytes found no memory within {within.TotalSeconds:0} s: other requests hold it");
        _reserved += more;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        Bytes.AsSpan(0, _filled).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Bytes);
        Bytes = larger;
    }
}
