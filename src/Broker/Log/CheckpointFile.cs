namespace Connect.Broker.Log;

/// <summary>Offsets by partition in Kafka's text format: a version (0), a count, then one "topic partition offset" a line. Replaced atomically.</summary>
internal sealed class CheckpointFile(string path)
{
    public string Path { get; } = path;

    /// <summary>What the file says; empty when it is not there or cannot be understood.</summary>
    public Dictionary<TopicPartition, long> Read() => throw new NotImplementedException();

    public void Write(IEnumerable<KeyValuePair<TopicPartition, long>> offsets) => throw new NotImplementedException();
}
