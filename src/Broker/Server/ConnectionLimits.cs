using Connect.Broker.Configuration;

namespace Connect.Broker.Server;

/// <summary>What one connection, and all of them together, may take.</summary>
internal sealed record ConnectionLimits
{
    /// <summary><c>socket.request.max.bytes</c>: a longer request ends its connection.</summary>
    public int MaxRequestBytes { get; init; } = 100 * 1024 * 1024;

    /// <summary><c>queued.max.request.bytes</c>, all connections together.</summary>
    public long MaxInFlightBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary><c>max.connections</c>.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary><c>max.connections.per.ip</c>.</summary>
    public int MaxConnectionsPerAddress { get; init; } = int.MaxValue;

    /// <summary><c>connections.max.idle.ms</c>: how long a connection may be silent, or not read its answers.</summary>
    public TimeSpan MaxIdle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a request that has begun may make no progress.</summary>
    public TimeSpan MaxRequestStall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The slowest sender that is waited for, in bytes per second, once its request takes longer than a stall may.</summary>
    public int MinRequestBytesPerSecond { get; init; } = 1024;

    public static ConnectionLimits From(NetworkSettings settings)
    {
        var defaults = new ConnectionLimits();
        return defaults with
        {
            MaxRequestBytes = settings.MaxRequestBytes,
            MaxInFlightBytes = settings.QueuedMaxRequestBytes ?? defaults.MaxInFlightBytes,
            MaxConnections = Math.Min(settings.MaxConnections, defaults.MaxConnections),
            MaxConnectionsPerAddress = settings.MaxConnectionsPerIp,
            MaxIdle = settings.MaxIdle,
        };
    }

    public TimeSpan TimeFor(int requestBytes) => MaxRequestStall + TimeSpan.FromSeconds(requestBytes / (double)MinRequestBytesPerSecond);
}
