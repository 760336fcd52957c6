using System.Text;

namespace Connect.Connectors.File;

/// <summary>
/// Reads lines that are complete: those ended by <c>\n</c>, <c>\r\n</c>, or a <c>\r</c> that something else follows. Knows how many bytes the lines read so far
/// take.
/// </summary>
internal sealed class LineReader(Stream stream, long position) : IDisposable
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    // Up to here the buffer has no end of a line.
    private int _searched;

    /// <summary>Where in the stream the next line starts.</summary>
    public long Position { get; private set; } = position;

    /// <summary>The next line that is in the buffer.</summary>
    public bool TryReadLine(out string line)
    {
        var unread = _buffer.AsSpan(_start, _end - _start);
        var at = unread[_searched..].IndexOfAny((byte)'\n', (byte)'\r');
        if (at < 0)
        {
            _searched = unread.Length;
            line = "";
            return false;
        }

        at += _searched;
        var ending = 1;
        if (unread[at] == '\r')
        {
            if (at + 1 == unread.Length)
            {
                // It may be half of an ending.
                _searched = at;
                line = "";
                return false;
            }

            if (unread[at + 1] == '\n') ending = 2;
        }

        line = Encoding.UTF8.GetString(unread[..at]);
        _searched = 0;
        _start += at + ending;
        Position += at + ending;
        return true;
    }

    /// <summary>Reads more from the stream; false if there is nothing now.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    public void Dispose() => stream.Dispose();
}
