using Connect.Broker.Log;

namespace Connect.Broker.Protocol.Wire;

/// <summary>
/// A records field: bytes in memory (what a client sent; may be patched in place) or a piece of a log segment (what is sent to a client
/// without passing through managed memory as a whole). The default value is null on the wire.
/// </summary>
internal readonly struct WireRecords
{
    private readonly bool _present;

    public WireRecords(Memory<byte> memory)
    {
        Memory = memory;
        _present = true;
    }

    public WireRecords(FileSlice file)
    {
        File = file;
        _present = true;
    }

    /// <summary>A field that is there and has no bytes.</summary>
    public static WireRecords Empty => new(Memory<byte>.Empty);

    public Memory<byte> Memory { get; }

    public FileSlice File { get; }

    public bool IsNull => !_present;

    public int Length => Memory.Length + File.Length;
}
