using System.IO.Pipelines;
using Connect.Broker.Log;
using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Server;

/// <summary>Sends answers; pieces of log files go from the file into the socket's own buffers, a block at a time.</summary>
internal sealed class AnswerWriter(PipeWriter output, ConnectionLimits limits, TimeProvider time)
{
    /// <summary>After this many bytes the client must have read some before more are read from a file.</summary>
    private const int FlushEvery = 256 * 1024;

    private const int Block = 64 * 1024;

    private int _unflushed;

    public async ValueTask WriteAsync(WireBuffer answer, CancellationToken cancellation)
    {
        var sent = 0;
        for (var i = 0; i < answer.Splices.Length; i++)
        {
            var splice = answer.Splices[i];
            Put(answer.Span[sent..splice.Position]);
            sent = splice.Position;
            await PutFileAsync(splice.Slice, cancellation).ConfigureAwait(false);
        }

        Put(answer.Span[sent..]);
        await FlushAsync(cancellation).ConfigureAwait(false);
    }

    private async ValueTask PutFileAsync(FileSlice slice, CancellationToken cancellation)
    {
        for (var position = 0; position < slice.Length;)
        {
            if (_unflushed >= FlushEvery) await FlushAsync(cancellation).ConfigureAwait(false);
            var wanted = Math.Min(Block, slice.Length - position);
            var room = output.GetMemory(Math.Min(wanted, Block));
            var read = slice.Read(position, room.Span[..Math.Min(room.Length, slice.Length - position)]);
            if (read <= 0) throw new IOException("a log segment ended before the piece that was announced");
            output.Advance(read);
            _unflushed += read;
            position += read;
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var room = output.GetSpan(Math.Min(bytes.Length, Block));
            var n = Math.Min(room.Length, bytes.Length);
            bytes[..n].CopyTo(room);
            output.Advance(n);
            _unflushed += n;
            bytes = bytes[n..];
        }
    }

    private ValueTask FlushAsync(CancellationToken cancellation)
    {
        _unflushed = 0;
        var flush = output.FlushAsync(cancellation).AsTask();
        return flush is { IsCompletedSuccessfully: true, Result.IsCompleted: false } ? ValueTask.CompletedTask : WaitAsync(flush, cancellation);
    }

    private async ValueTask WaitAsync(Task<FlushResult> flush, CancellationToken cancellation)
    {
        try
        {
            var result = await flush.WaitAsync(limits.MaxIdle, time, cancellation).ConfigureAwait(false);
            if (result.IsCompleted) throw new OperationCanceledException("the client is gone");
        }
        catch (TimeoutException)
        {
            throw new ConnectionRefusedException($"the client has not read its answers for {limits.MaxIdle.TotalSeconds:0} s");
        }
    }
}
