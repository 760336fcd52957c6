namespace Connect.Grains.Abstractions;

/// <summary>What reads from memory have in common.</summary>
internal static class Reads
{
    /// <summary>
    /// They answer within milliseconds: if one does not, its silo is about to be declared dead or the message is lost, and the caller asks again.
    /// </summary>
    public const string Timeout = "00:00:02";
}
