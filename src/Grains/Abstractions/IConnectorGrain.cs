using Connect.Runtime.Workers;
using Orleans.Concurrency;

namespace Connect.Grains.Abstractions;

/// <summary>One connector, by its name: what it is configured to be, what it is wanted to do, and the instance that makes its tasks.</summary>
[Alias("connect.connector")]
public interface IConnectorGrain : IGrainWithStringKey
{
    /// <summary>Creates or updates it. The answer comes when it is stored; what follows from it comes by itself.</summary>
    /// <param name="config">The configuration, valid.</param>
    /// <param name="createOnly">Whether one that exists is left alone.</param>
    /// <param name="initial">What it is to do, if it is created.</param>
    Task<PutResult> PutConfig(Dictionary<string, string?> config, bool createOnly, TargetState initial);

    /// <summary>Replaces the configuration, if it is still the one that was read.</summary>
    /// <param name="config">The configuration, valid.</param>
    /// <param name="revision">The revision of the configuration that it was made from.</param>
    Task<PutResult> ReplaceConfig(Dictionary<string, string?> config, long revision);

    /// <summary>Sets offsets, or resets all; the connector has to be stopped.</summary>
    /// <param name="offsets">The offsets; null to reset all.</param>
    Task<OffsetsResult> ChangeOffsets(List<OffsetEntry>? offsets);

    /// <summary>What it is; null if there is none of the name.</summary>
    [AlwaysInterleave, ResponseTimeout(Reads.Timeout)]
    Task<ConnectorInfo?> GetInfo();

    /// <summary>What its tasks are configured with; null if there is none of the name.</summary>
    [AlwaysInterleave, ResponseTimeout(Reads.Timeout)]
    Task<List<Dictionary<string, string?>>?> GetTaskConfigs();

    /// <summary>What a task runs with; null if there is no such task.</summary>
    [AlwaysInterleave]
    Task<TaskAssignment?> GetAssignment(int task);

    /// <summary>What the supervisor has to know; null if there is none of the name.</summary>
    [AlwaysInterleave]
    Task<ConnectorSummary?> GetSummary();

    /// <summary>Starts, pauses or stops it; false if there is none of the name.</summary>
    Task<bool> SetTarget(TargetState target);

    /// <summary>Removes it; its offsets stay. False if there is none of the name.</summary>
    Task<bool> Delete();

    /// <summary>Starts the instance anew; its status tells whether it could be.</summary>
    /// <returns>The epoch of the status that tells it; null if there is no such connector.</returns>
    Task<long?> RestartInstance();

    /// <summary>Makes sure that the instance runs, wherever this grain is.</summary>
    Task<Placement> EnsureRunning();

    /// <summary>Moves to where the placement hint of the call says.</summary>
    Task Move();

    /// <summary>Takes the configurations of tasks that the instance has made.</summary>
    Task PublishTasks(long instance, List<Dictionary<string, string?>> configs);

    /// <summary>For the dashboard; without secrets.</summary>
    [AlwaysInterleave]
    Task<ConnectorView> GetState();
}
