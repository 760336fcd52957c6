using Microsoft.Extensions.Logging;

namespace Connect.Broker.Hosting;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Broker {NodeId} of cluster {ClusterId} listens on {Host}:{Port}; data in {Data}")]
    public static partial void Started(ILogger logger, int nodeId, string clusterId, string host, int port, string data);

    [LoggerMessage(2, LogLevel.Information, "Broker {NodeId} has stopped")]
    public static partial void Stopped(ILogger logger, int nodeId);

    [LoggerMessage(3, LogLevel.Error, "{What} failed; it is tried again at its next turn")]
    public static partial void JobFailed(ILogger logger, Exception exception, string what);

    [LoggerMessage(4, LogLevel.Warning, "The setting {Key} is not known and has no effect")]
    public static partial void UnknownSetting(ILogger logger, string key);
}
