namespace Connect.Broker.Log;

/// <summary>How far a partition is cleaned, written down in its own folder. Where it is lost the log is cleaned from its start once more.</summary>
internal static class CleanerCheckpoint
{
    private const string Name = "cleaner-offset-checkpoint";

    public static long Read(string directory, TopicPartition partition) => File(directory).Read().GetValueOrDefault(partition);

    public static void Write(string directory, TopicPartition partition, long offset) => File(directory).Write([new(partition, offset)]);

    private static CheckpointFile File(string directory) => new(Path.Combine(directory, Name));
}
