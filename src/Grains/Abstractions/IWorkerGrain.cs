namespace Connect.Grains.Abstractions;

/// <summary>What can be asked of one silo, by its address.</summary>
[Alias("connect.worker")]
public interface IWorkerGrain : IGrainWithStringKey
{
    /// <summary>Changes the level of loggers there.</summary>
    Task SetLoggerLevel(string logger, string level);
}
