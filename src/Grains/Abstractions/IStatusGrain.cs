using Orleans.Concurrency;

namespace Connect.Grains.Abstractions;

/// <summary>What a connector and its tasks say of themselves, by the name of the connector.</summary>
[Alias("connect.status")]
public interface IStatusGrain : IGrainWithStringKey
{
    /// <summary>Takes note of the state of the connector; one of an older instance than known is ignored.</summary>
    Task PutConnector(StateReport report);

    /// <summary>Takes note of the state of a task; one of an older activation than known is ignored.</summary>
    Task PutTask(int task, StateReport report);

    /// <summary>Takes note of topics that the connector uses.</summary>
    Task AddTopic(string topic);

    /// <summary>Forgets the topics.</summary>
    Task ResetTopics();

    /// <summary>Forgets the tasks from a number on: the connector does not have them any more.</summary>
    Task RemoveTasksFrom(int first);

    /// <summary>Forgets everything: the connector is gone.</summary>
    Task Clear();

    /// <summary>What is known; null if nothing is.</summary>
    [AlwaysInterleave, ResponseTimeout(Reads.Timeout)]
    Task<StatusView?> Get();

    /// <summary>The topics that the connector has used, sorted.</summary>
    [AlwaysInterleave, ResponseTimeout(Reads.Timeout)]
    Task<List<string>> GetTopics();

    /// <summary>For the dashboard.</summary>
    [AlwaysInterleave]
    Task<StatusView?> GetState();
}
