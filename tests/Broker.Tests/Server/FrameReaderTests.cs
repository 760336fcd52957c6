using System.Buffers.Binary;
using System.IO.Pipelines;
using Connect.Broker.Server;
using CsCheck;

namespace Connect.Broker.Tests.Server;

public sealed class FrameReaderTests
{
    private static readonly ConnectionLimits Limits = new() { MaxRequestBytes = 1_000_000 };

    [Fact]
    public async Task Requests_come_whole_however_their_bytes_are_cut()
        => await Gen.Select(Gen.Int[8, 300_000].Array[1, 5], Gen.Int[1, 70_000]).SampleAsync(async (lengths, cut) =>
        {
            var requests = lengths.Select((length, i) => Enumerable.Range(0, length).Select(b => (byte)(b * 7 + i)).ToArray()).ToList();
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
            var all = requests.SelectMany(Framed).ToArray();
            var writing = Task.Run(async () =>
            {
                foreach (var piece in all.Chunk(cut)) await pipe.Writer.WriteAsync(piece);
                await pipe.Writer.CompleteAsync();
            });
            var reader = Reader(pipe);
            foreach (var request in requests)
            {
                using var frame = await reader.ReadAsync(CancellationToken.None);
                Assert.Equal(request.Length, frame!.Length);
                Assert.True(frame.Bytes.AsSpan(0, frame.Length).SequenceEqual(request));
            }

            Assert.Null(await reader.ReadAsync(CancellationToken.None));
            await writing;
        }, iter: 30, threads: 1);

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(1_000_001)]
    [InlineData(int.MaxValue)]
    public async Task A_length_that_no_request_has_is_refused(int length)
    {
        var pipe = new Pipe();
        var prefix = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(prefix, length);
        await pipe.Writer.WriteAsync(prefix, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ConnectionRefusedException>(async () => await Reader(pipe).ReadAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(50)]
    public async Task A_connection_that_ends_within_a_request_is_refused(int sent)
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Framed(new byte[100]).Take(sent).ToArray(), TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();
        await Assert.ThrowsAsync<ConnectionRefusedException>(async () => await Reader(pipe).ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_request_that_stalls_is_refused()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Framed(new byte[100]).Take(50).ToArray(), TestContext.Current.CancellationToken);
        var limits = Limits with { MaxRequestStall = TimeSpan.FromMilliseconds(20) };
        var reader = new FrameReader(pipe.Reader, limits, new MemoryBudget(1_000_000, TimeProvider.System), TimeProvider.System);
        var refused = await Assert.ThrowsAsync<ConnectionRefusedException>(async () => await reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Contains("did not come", refused.Message, StringComparison.Ordinal);
    }

    private static FrameReader Reader(Pipe pipe) => new(pipe.Reader, Limits, new MemoryBudget(10_000_000, TimeProvider.System), TimeProvider.System);

    private static IEnumerable<byte> Framed(byte[] request)
    {
        var prefix = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(prefix, request.Length);
        return prefix.Concat(request);
    }
}
