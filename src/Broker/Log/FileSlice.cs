using Microsoft.Win32.SafeHandles;

namespace Connect.Broker.Log;

/// <summary>
/// A piece of a segment file. It stays readable whatever happens to the segment: it holds the handle, which nobody closes while it is
/// reachable, and files are never changed before their published end.
/// </summary>
internal readonly struct FileSlice
{
    public FileSlice(SafeFileHandle handle, long position, int length)
    {
        Handle = handle;
        Position = position;
        Length = length;
    }

    public int Length { get; }

    /// <summary>The file, for those who hand it to the system whole. Never dispose it.</summary>
    public SafeFileHandle? Handle { get; }

    /// <summary>Where the piece begins in the file.</summary>
    public long Position { get; }

    /// <summary>Fills <paramref name="destination"/> from the slice as far as it goes; fewer bytes only at the slice's end.</summary>
    public int Read(long relativeOffset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(relativeOffset);
        var wanted = (int)Math.Min(destination.Length, Length - relativeOffset);
        if (wanted <= 0 || Handle is null) return 0;
        var done = 0;
        while (done < wanted)
        {
            var read = RandomAccess.Read(Handle, destination[done..wanted], Position + relativeOffset + done);
            if (read == 0) throw new EndOfStreamException("a log segment is shorter than what was published of it");
            done += read;
        }

        return done;
    }
}
