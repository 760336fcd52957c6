using Orleans.Concurrency;

namespace Connect.Grains.Abstractions;

/// <summary>The one that sees to it that every connector and task runs, evenly over the silos. There is one in the cluster, with key 0.</summary>
[Alias("connect.supervisor")]
public interface ISupervisorGrain : IGrainWithIntegerKey, IRemindable
{
    /// <summary>Takes note of a connector that was created or changed, and acts on it.</summary>
    [AlwaysInterleave]
    Task Update(ConnectorSummary summary);

    /// <summary>Takes note of a name before the connector is stored, so that it is never lost.</summary>
    [AlwaysInterleave]
    Task Register(string connector);

    /// <summary>Takes note of a connector that is gone.</summary>
    [AlwaysInterleave]
    Task Remove(string connector);

    /// <summary>Looks after everything at once: a silo came or went.</summary>
    [AlwaysInterleave]
    Task Nudge();

    /// <summary>The names of the connectors, sorted.</summary>
    [AlwaysInterleave, ResponseTimeout(Reads.Timeout)]
    Task<List<string>> GetConnectors();

    /// <summary>What is known of the connectors, sorted by name: a revision changes before whoever has changed the connector is answered.</summary>
    [AlwaysInterleave, ResponseTimeout(Reads.Timeout)]
    Task<List<ConnectorSummary>> GetSummaries();

    /// <summary>For the dashboard: what runs where.</summary>
    [AlwaysInterleave]
    Task<SupervisorView> GetState();
}
