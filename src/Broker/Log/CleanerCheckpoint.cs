namespace Connect.Broker.Log;
internal static class CleanerCheckpoint
{
    public static long Read(string directory) => 0;
}
