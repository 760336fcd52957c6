using System.Text;
using CsCheck;

namespace Connect.Connectors.File.Tests;

/// <summary>Lines of a stream that comes in pieces, against a simple model.</summary>
public sealed class LineReaderTests
{
    [Fact]
    public void Lines_and_positions_do_not_depend_on_how_the_bytes_come() =>
        Gen.Select(Gen.String[Gen.Char["ab\n\rü"], 0, 200], Gen.Int[1, 7].Array[1, 50]).Sample((text, pieces) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var stream = new Pieces(bytes, pieces);
            using var reader = new LineReader(stream, 0);
            var lines = new List<(string, long)>();
            do
            {
                while (reader.TryReadLine(out var line)) lines.Add((line, reader.Position));
            }
            while (!stream.IsAtEnd && reader.FillAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult());
            while (reader.TryReadLine(out var line)) lines.Add((line, reader.Position));
            Assert.Equal(Expected(bytes), lines);
        });

    [Fact]
    public async Task A_long_line_is_read_whole()
    {
        var text = new string('x', 300_000);
        using var reader = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text + "\nrest")), 0);
        string line;
        while (!reader.TryReadLine(out line)) Assert.True(await reader.FillAsync(TestContext.Current.CancellationToken));
        Assert.Equal((text, 300_001L), (line, reader.Position));
        Assert.False(reader.TryReadLine(out _));
    }

    private static List<(string, long)> Expected(byte[] bytes)
    {
        var lines = new List<(string, long)>();
        var start = 0;
        for (var at = 0; at < bytes.Length; at++)
        {
            if (bytes[at] is not ((byte)'\n' or (byte)'\r')) continue;
            // The last character may be half of an ending.
            if (bytes[at] == '\r' && at + 1 == bytes.Length) break;
            var end = bytes[at] == '\r' && bytes[at + 1] == '\n' ? at + 2 : at + 1;
            lines.Add((Encoding.UTF8.GetString(bytes, start, at - start), end));
            start = end;
            at = end - 1;
        }

        return lines;
    }

    private sealed class Pieces(byte[] bytes, int[] sizes) : MemoryStream(bytes)
    {
        private int _next;

        public bool IsAtEnd => Position == Length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, sizes[_next++ % sizes.Length])], cancellationToken);
    }
}
