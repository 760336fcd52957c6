namespace Connect.Grains.Abstractions;

/// <summary>
/// Sees to it that tasks of a source connector that write exactly once begin only when all earlier ones have ended, and knows where the connector's offsets are: in
/// a topic, if it writes exactly once, in its offsets grain otherwise. One a connector; it outlives the connector, as offsets do.
/// </summary>
[Alias("connect.fencing")]
public interface IFencingGrain : IGrainWithStringKey
{
    /// <summary>Ends the producers of earlier versions of the tasks, once for each version, and moves the offsets to where they are to be.</summary>
    /// <param name="version">The version of the tasks' configurations.</param>
    /// <param name="tasks">The number of tasks in this version.</param>
    /// <param name="config">The connector's configuration, as it is stored.</param>
    /// <returns>The topic of the offsets; null for the offsets grain.</returns>
    /// <exception cref="ExactlyOnceException">Kafka refuses it.</exception>
    [ResponseTimeout("00:02:00")]
    Task<string?> Prepare(long version, int tasks, Dictionary<string, string?> config);

    /// <summary>Reads all offsets of the connector from where they are.</summary>
    /// <exception cref="ExactlyOnceException">Kafka refuses it.</exception>
    [ResponseTimeout("00:01:30")]
    Task<List<OffsetEntry>> ReadOffsets(Dictionary<string, string?> config);
}

/// <summary>Kafka refuses what is needed to write exactly once.</summary>
[GenerateSerializer, Alias("connect.exactly-once")]
public sealed class ExactlyOnceException(string message) : Exception(message);
