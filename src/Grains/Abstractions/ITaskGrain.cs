using Connect.Runtime.Workers;
using Orleans.Concurrency;

namespace Connect.Grains.Abstractions;

/// <summary>One task, by <see cref="TaskKey"/>: it owns the pump that moves the records.</summary>
[Alias("connect.task")]
public interface ITaskGrain : IGrainWithStringKey
{
    /// <summary>Makes sure that the task runs with the configuration of a version, or starts it.</summary>
    /// <param name="version">The version of the task's configuration.</param>
    /// <param name="target">Whether it is to run or to be paused.</param>
    Task<Placement> EnsureRunning(long version, TargetState target);

    /// <summary>Moves to where the placement hint of the call says.</summary>
    Task Move();

    /// <summary>Stops the task and starts it anew; false if there is no such task.</summary>
    Task<bool> Restart();

    /// <summary>Stops the task for good: the connector does not have it any more.</summary>
    Task Stop();

    /// <summary>From now on tells of each topic anew that the task uses.</summary>
    [AlwaysInterleave]
    Task ForgetTopics();

    /// <summary>For the dashboard; without secrets.</summary>
    [AlwaysInterleave]
    Task<TaskView> GetState();
}
