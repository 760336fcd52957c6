using Connect.Grains.Abstractions;
using Connect.Grains.Hosting;
using Orleans.Runtime.Placement;

namespace Connect.Grains.Logging;

/// <summary>The levels of loggers in the whole cluster (KIP-976). Silos that come later start with their own.</summary>
public sealed class ClusterLoggers(IGrainFactory grains, LoggerLevels levels, ILocalSiloDetails local)
{
    /// <summary>Changes the level of loggers on every silo; those that leave meanwhile do not matter.</summary>
    public async Task SetAsync(string logger, string level)
    {
        levels.Set(logger, level);
        var hosts = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true);
        await Task.WhenAll(hosts.Keys.Where(s => !s.Equals(local.SiloAddress)).Select(s => SetAsync(s, logger, level)));
    }

    private async Task SetAsync(SiloAddress silo, string logger, string level)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            await grains.GetGrain<IWorkerGrain>(silo.ToParsableString()).SetLoggerLevel(logger, level);
        }
        catch (Exception e) when (LostSilo.IsCauseOf(e))
        {
            // It is gone, and its loggers with it.
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }
}
