using Connect.Grains.Abstractions;
using Orleans.Placement;

namespace Connect.Grains.Logging;

/// <summary>Does on its silo what is asked of the whole cluster.</summary>
[Immovable]
internal sealed class WorkerGrain(LoggerLevels levels) : Grain, IWorkerGrain
{
    public Task SetLoggerLevel(string logger, string level)
    {
        levels.Set(logger, level);
        return Task.CompletedTask;
    }
}
