using Connect.Broker.Protocol.Wire;

namespace Connect.Broker.Protocol;

/// <summary>The client id and tagged fields of a request header, after the fixed key, version and correlation id.</summary>
internal static class RequestHeader
{
    /// <summary>Key, version and correlation id.</summary>
    public const int FixedLength = 8;

    /// <summary>Reads the rest of the header and moves <paramref name="start"/> behind it.</summary>
    public static string? ReadClientId(byte[] frame, ref int start, int end, bool flexible)
    {
        // The client id is never compact, also in flexible headers (header version 2), so that any broker can read it.
        var reader = new WireReader(frame, start, end - start, version: 0, flexible: false);
        string? clientId = null;
        reader.NullableString(ref clientId);
        reader.Flexible = flexible;
        reader.NoTags();
        start = reader.Position;
        return clientId;
    }
}
