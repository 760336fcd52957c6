using System.Net;
using Connect.Broker.Server;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Broker.Hosting;

/// <summary>A running broker. Disposing it stops it cleanly: what it has acknowledged is on the disk, and the next start scans nothing.</summary>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    private readonly ILogger _logger;
    private readonly DataFolder _data;
    private readonly BrokerParts _parts;
    private readonly Listener _listener;
    private int _stopped;

    private EmbeddedBroker(ILogger logger, DataFolder data, BrokerParts parts, Listener listener)
    {
        _logger = logger;
        _data = data;
        _parts = parts;
        _listener = listener;
    }

    /// <summary>The address for clients, <c>host:port</c>.</summary>
    public string BootstrapServers => $"{_parts.Identity.Host}:{_parts.Identity.Port}";

    /// <summary>Starts a broker; it serves clients when this returns.</summary>
    /// <exception cref="BrokerStartException">A setting is wrong, the port is taken, or the data folder is held by another process or unreadable.</exception>
    public static async Task<EmbeddedBroker> StartAsync(
        EmbeddedBrokerOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null, CancellationToken cancellation = default)
    {
        loggers ??= NullLoggerFactory.Instance;
        time ??= TimeProvider.System;
        var logger = loggers.CreateLogger<EmbeddedBroker>();
        var data = DataFolder.Hold(options.DataDirectory);
        BrokerParts? parts = null;
        try
        {
            parts = BrokerParts.Create(options, data.Path, loggers, time);
            var listener = await BindAsync(options, parts, loggers, cancellation).ConfigureAwait(false);
            parts.Identity.Host = parts.Settings.Listener.AdvertisedHost ?? options.Host;
            parts.Identity.Port = parts.Settings.Listener.AdvertisedPort ?? listener.EndPoint.Port;
            parts.StartJobs();
            listener.Start();
            Log.Started(logger, parts.Identity.NodeId, parts.Identity.ClusterId, parts.Identity.Host, listener.EndPoint.Port, data.Path);
            return new EmbeddedBroker(logger, data, parts, listener);
        }
        catch
        {
            if (parts is not null) await parts.DisposeAsync().ConfigureAwait(false);
            data.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        await _listener.DisposeAsync().ConfigureAwait(false);
        await _parts.DisposeAsync().ConfigureAwait(false);
        _data.Dispose();
        Log.Stopped(_logger, _parts.Identity.NodeId);
    }

    private static async Task<Listener> BindAsync(
        EmbeddedBrokerOptions options, BrokerParts parts, ILoggerFactory loggers, CancellationToken cancellation)
    {
        try
        {
            var address = IPAddress.TryParse(options.Host, out var given)
                ? given
                : (await Dns.GetHostAddressesAsync(options.Host, cancellation).ConfigureAwait(false))[0];
            return await Listener.BindAsync(new IPEndPoint(address, options.Port), parts.Connections, loggers, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            throw new BrokerStartException($"{options.Host}:{options.Port} cannot be listened on: {e.Message}", e);
        }
    }
}
