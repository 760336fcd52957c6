using System.Buffers.Binary;
using Connect.Broker.Log;
using Connect.Broker.Protocol.Wire;
using Connect.Broker.Records;
using Microsoft.Win32.SafeHandles;

namespace Connect.Broker.Topics.Metadata;

/// <summary>
/// The file of metadata changes: frames of length, checksum, version and a <see cref="MetadataBatch"/>, each on the disk before the change
/// is acknowledged. Only the last frame can be torn by a crash; it was not acknowledged and is cut off. Anything else that cannot be read is
/// damage, which is refused rather than guessed at. Not thread-safe.
/// </summary>
internal sealed class MetadataJournal : IDisposable
{
    public const string FileName = "metadata.journal";

    private const int HeaderSize = 8;
    private const int VersionSize = 2;
    private const short Version = 0;
    private const int MaxFrame = 256 << 20;

    private readonly string _folder;
    private SafeFileHandle _file;
    private long _end;
    private bool _broken;

    private MetadataJournal(string folder, SafeFileHandle file, long end)
    {
        _folder = folder;
        _file = file;
        _end = end;
    }

    /// <summary>Bytes in the file.</summary>
    public long Length => _end;

    private string FilePath => Path.Combine(_folder, FileName);

    /// <summary>Opens or creates the file and tells all that is in it, oldest first.</summary>
    /// <exception cref="DataFolderException">The file is damaged, or of a version that is not known.</exception>
    public static MetadataJournal Open(string folder, Action<MetadataEntry> replay)
    {
        var path = Path.Combine(folder, FileName);
        var fresh = !File.Exists(path);
        var file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var bytes = new byte[RandomAccess.GetLength(file)];
            if (RandomAccess.Read(file, bytes, 0) != bytes.Length) throw new IOException($"{path} cannot be read to its end");
            var end = Replay(path, bytes, replay);
            if (end < bytes.Length)
            {
                RandomAccess.SetLength(file, end);
                RandomAccess.FlushToDisk(file);
            }

            if (fresh) DirectoryFlush.Flush(folder);
            return new MetadataJournal(folder, file, end);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes changes that happen together; they are on the disk when this returns.</summary>
    /// <exception cref="IOException">They could not be written and have not happened.</exception>
    public void Append(List<MetadataEntry> entries)
    {
        if (_broken) throw new IOException($"{FilePath} could not be written and is out of use until the broker is restarted");
        using var buffer = Frame(entries);
        try
        {
            RandomAccess.Write(_file, buffer.Span, _end);
            RandomAccess.FlushToDisk(_file);
        }
        catch
        {
            CutOff();
            throw;
        }

        _end += buffer.Written;
    }

    /// <summary>Puts a shorter file of the same meaning in this one's place.</summary>
    public void Replace(List<MetadataEntry> snapshot)
    {
        using var buffer = Frame(snapshot);
        var temporary = FilePath + ".tmp";
        var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            if (snapshot.Count > 0) RandomAccess.Write(file, buffer.Span, 0);
            RandomAccess.FlushToDisk(file);
            File.Move(temporary, FilePath, overwrite: true);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file.Dispose();
        _file = file;
        _end = snapshot.Count > 0 ? buffer.Written : 0;
        DirectoryFlush.Flush(_folder);
    }

    public void Dispose() => _file.Dispose();

    private static WireBuffer Frame(List<MetadataEntry> entries)
    {
        var buffer = new WireBuffer();
        buffer.Append(HeaderSize + VersionSize);
        WireWriter.Write(buffer, new MetadataBatch { Entries = entries }, Version);
        var frame = buffer.Span;
        BinaryPrimitives.WriteInt16BigEndian(frame[HeaderSize..], Version);
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - HeaderSize);
        BinaryPrimitives.WriteUInt32BigEndian(frame[4..], Crc32C.Compute(frame[HeaderSize..]));
        return buffer;
    }

    private static long Replay(string path, byte[] bytes, Action<MetadataEntry> replay)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var rest = bytes.AsSpan(at);
            var length = rest.Length < HeaderSize ? 0 : BinaryPrimitives.ReadInt32BigEndian(rest);
            var whole = length is > VersionSize and <= MaxFrame && length <= rest.Length - HeaderSize;
            if (!whole || BinaryPrimitives.ReadUInt32BigEndian(rest[4..]) != Crc32C.Compute(rest.Slice(HeaderSize, length)))
                return IsTorn(rest, length) ? at : throw Damaged(path, at);

            ReplayFrame(path, bytes, at, length, replay);
            at += HeaderSize + length;
        }

        return at;
    }

    /// <summary>A frame that a crash tore is the last: it reaches to the end of the file or beyond, or the block of its header was never written.</summary>
    private static bool IsTorn(ReadOnlySpan<byte> rest, int length) =>
        rest.Length < HeaderSize
        || rest[..HeaderSize].IndexOfAnyExcept((byte)0) < 0
        || (length is > VersionSize and <= MaxFrame && length >= rest.Length - HeaderSize);

    private static void ReplayFrame(string path, byte[] bytes, int at, int length, Action<MetadataEntry> replay)
    {
        var version = BinaryPrimitives.ReadInt16BigEndian(bytes.AsSpan(at + HeaderSize));
        if (version != Version)
            throw new DataFolderException($"{path} is of version {version}, this broker reads version {Version}: start it with a newer broker");
        try
        {
            var batch = WireReader.Read<MetadataBatch>(bytes, at + HeaderSize + VersionSize, length - VersionSize, version);
            foreach (var entry in batch.Entries) replay(entry);
        }
        catch (WireFormatException)
        {
            throw Damaged(path, at);
        }
    }

    private static DataFolderException Damaged(string path, long at) => new(
        $"{path} is damaged at byte {at}: restore it from a backup, or remove it to start without topics (their folders are kept as -stray)");

    /// <summary>Part of a frame may be in the file; what comes after it would not be found again.</summary>
    private void CutOff()
    {
        try
        {
            RandomAccess.SetLength(_file, _end);
        }
        catch (IOException)
        {
            _broken = true;
        }
    }
}
