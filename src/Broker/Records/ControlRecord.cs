using System.Buffers.Binary;

namespace Connect.Broker.Records;

/// <summary>The key of a record in a control batch: version, then what it says.</summary>
internal static class ControlRecord
{
    private const short Commit = 1;

    public static bool IsCommit(ReadOnlySpan<byte> key) => key.Length >= 4 && BinaryPrimitives.ReadInt16BigEndian(key[2..]) == Commit;
}
