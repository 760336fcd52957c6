using Microsoft.Extensions.Logging;

namespace Connect.Broker.Server;

internal static partial class Log
{
    [LoggerMessage(101, LogLevel.Warning, "Connection {Connection} from {Client} is closed: {Reason}")]
    public static partial void ConnectionRefused(ILogger logger, long connection, string client, string reason);

    [LoggerMessage(102, LogLevel.Error, "Connection {Connection} from {Client} is closed: {Api} version {Version} failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception, long connection, string client, Protocol.ApiKey api, short version);

    [LoggerMessage(103, LogLevel.Debug, "Connection {Connection} from {Client} is opened")]
    public static partial void ConnectionOpened(ILogger logger, long connection, string client);

    [LoggerMessage(104, LogLevel.Error, "A connection from {Client} is closed: serving it failed")]
    public static partial void ConnectionFailed(ILogger logger, Exception exception, string? client);

    [LoggerMessage(105, LogLevel.Warning, "A connection could not be accepted: {Reason}")]
    public static partial void AcceptFailed(ILogger logger, string reason);
}
