using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace Connect.Broker.Server;

/// <summary>
/// Cuts a connection's bytes into requests. Memory for a request grows as its bytes come: announcing a long request costs nothing.
/// </summary>
internal sealed class FrameReader(PipeReader input, ConnectionLimits limits, MemoryBudget budget, TimeProvider time)
{
    private const int LengthPrefix = 4;

    /// <summary>The next request, or null when the client has closed the connection between two requests.</summary>
    /// <exception cref="ConnectionRefusedException">The client sent something else than requests, too much, or too slowly.</exception>
    public async ValueTask<FrameBuffer?> ReadAsync(CancellationToken cancellation)
    {
        var length = await ReadLengthAsync(cancellation).ConfigureAwait(false);
        if (length is null) return null;
        if (length < Protocol.RequestHeader.FixedLength || length > limits.MaxRequestBytes)
            throw new ConnectionRefusedException($"a request of {length} bytes is announced; 8 to {limits.MaxRequestBytes} are accepted");

        var body = new FrameBuffer(budget, length.Value);
        try
        {
            await FillAsync(body, cancellation).ConfigureAwait(false);
        }
        catch
        {
            body.Dispose();
            throw;
        }

        return body;
    }

    private async ValueTask<int?> ReadLengthAsync(CancellationToken cancellation)
    {
        var result = await ReadAtLeastAsync(1, limits.MaxIdle, "a request", cancellation).ConfigureAwait(false);
        if (result.Buffer.IsEmpty) return null;
        if (result.Buffer.Length < LengthPrefix)
        {
            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            result = await ReadAtLeastAsync(LengthPrefix, limits.MaxRequestStall, "the length of a request", cancellation).ConfigureAwait(false);
            if (result.Buffer.Length < LengthPrefix) throw new ConnectionRefusedException("the connection ended within the length of a request");
        }

        var length = ReadInt32(result.Buffer);
        input.AdvanceTo(result.Buffer.GetPosition(LengthPrefix));
        return length;
    }

    private async ValueTask FillAsync(FrameBuffer body, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (body.Missing > 0)
        {
            var result = await ReadAtLeastAsync(1, limits.MaxRequestStall, "the rest of a request", cancellation).ConfigureAwait(false);
            if (result.Buffer.IsEmpty) throw new ConnectionRefusedException($"the connection ended with {body.Missing} bytes of a request missing");
            var piece = result.Buffer.Slice(0, Math.Min(body.Missing, result.Buffer.Length));
            await body.AppendAsync(piece, limits.MaxRequestStall, cancellation).ConfigureAwait(false);
            input.AdvanceTo(piece.End);
            if (body.Missing > 0 && time.GetElapsedTime(started) > limits.TimeFor(body.Length - body.Missing))
                throw new ConnectionRefusedException($"a request comes with less than {limits.MinRequestBytesPerSecond} bytes per second");
        }
    }

    private ValueTask<ReadResult> ReadAtLeastAsync(int bytes, TimeSpan within, string what, CancellationToken cancellation)
        => input.TryRead(out var result) && (result.Buffer.Length >= bytes || result.IsCompleted)
            ? new ValueTask<ReadResult>(result)
            : WaitAsync(result, bytes, within, what, cancellation);

    private async ValueTask<ReadResult> WaitAsync(ReadResult unfinished, int bytes, TimeSpan within, string what, CancellationToken cancellation)
    {
        if (!unfinished.Buffer.IsEmpty) input.AdvanceTo(unfinished.Buffer.Start, unfinished.Buffer.End);
        using var timeout = new CancellationTokenSource(within, time);
        await using var canceled = cancellation.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), timeout);
        try
        {
            return await input.ReadAtLeastAsync(bytes, timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new ConnectionRefusedException($"{what} did not come within {within.TotalSeconds:0} s");
        }
    }

    private static int ReadInt32(ReadOnlySequence<byte> buffer)
    {
        Span<byte> prefix = stackalloc byte[LengthPrefix];
        buffer.Slice(0, LengthPrefix).CopyTo(prefix);
        return BinaryPrimitives.ReadInt32BigEndian(prefix);
    }
}
