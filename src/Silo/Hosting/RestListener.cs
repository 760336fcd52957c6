using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Connect.Runtime.Configuration.Worker;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Connect.Silo.Hosting;

/// <summary>An address of the REST API, <c>http://host:port</c>; without a host it is all addresses of the machine.</summary>
internal sealed record RestListener(string Scheme, string Host, int Port)
{
    /// <summary>Certificates, if the scheme is <c>https</c>.</summary>
    public RestTls? Tls { get; init; }

    /// <exception cref="StartException">A listener cannot be used.</exception>
    public static List<RestListener> Of(WorkerConfig config) => Of(config, "listeners", "listeners.https.");

    /// <summary>The listeners for administrators; null if the setting is not there, empty if there are to be none.</summary>
    /// <exception cref="StartException">A listener cannot be used.</exception>
    public static List<RestListener>? OfAdmin(WorkerConfig config) =>
        config.Values.Values.GetValueOrDefault("admin.listeners") is null ? null : Of(config, "admin.listeners", "admin.listeners.https.");

    /// <summary>How other programs find this worker, <c>host:port</c>.</summary>
    public static string WorkerId(WorkerConfig config, IReadOnlyList<RestListener> listeners)
    {
        var scheme = config.Values.GetString("rest.advertised.listener")?.ToLowerInvariant();
        var listener = listeners.FirstOrDefault(l => l.Scheme == (scheme ?? "http"));
        if (listener is null && scheme is not null)
            throw new StartException($"rest.advertised.listener is {scheme}, but no listener of {string.Join(", ", listeners)} speaks it");
        listener ??= listeners[0];
        var host = config.Values.GetString("rest.advertised.host.name") is { Length: > 0 } advertised ? advertised
            : listener.Host is "" or "0.0.0.0" ? LocalAddress()
            : listener.Host;
        return string.Create(CultureInfo.InvariantCulture, $"{host}:{config.Values.GetNullableInt("rest.advertised.port") ?? listener.Port}");
    }

    /// <exception cref="StartException">The host is not one of this machine's.</exception>
    public void AddTo(KestrelServerOptions kestrel)
    {
        if (Host is "" or "0.0.0.0")
        {
            kestrel.ListenAnyIP(Port, Secure);
            return;
        }

        if (Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.ListenLocalhost(Port, Secure);
            return;
        }

        try
        {
            foreach (var address in IPAddress.TryParse(Host, out var given) ? [given] : Dns.GetHostAddresses(Host)) kestrel.Listen(address, Port, Secure);
        }
        catch (SocketException e)
        {
            throw new StartException($"The host of the listener {Scheme}://{Host}:{Port} is not known: {e.Message}");
        }
    }

    public override string ToString() => $"{Scheme}://{Host}:{Port}";

    private static List<RestListener> Of(WorkerConfig config, string key, string tlsPrefix)
    {
        List<RestListener> listeners = [.. config.Values.GetList(key).Select(Parse)];
        if (!listeners.Exists(l => l.Scheme == "https")) return listeners;
        var tls = RestTls.Of(config, tlsPrefix);
        return listeners.ConvertAll(l => l.Scheme == "https" ? l with { Tls = tls } : l);
    }

    private void Secure(ListenOptions options)
    {
        options.Protocols = HttpProtocols.Http1;
        if (Tls is not null) options.UseHttps(Tls.Configure);
    }

    private static RestListener Parse(string text)
    {
        var parts = text.Trim().Split("://", 2);
        var colon = parts[^1].LastIndexOf(':');
        if (parts.Length != 2 || colon < 0 || !int.TryParse(parts[1].AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535)
            throw new StartException($"Listener doesn't have the right format (protocol://hostname:port): {text}");
        return parts[0].ToLowerInvariant() switch
        {
            "http" or "https" => new RestListener(parts[0].ToLowerInvariant(), parts[1][..colon].Trim('[', ']'), port == 0 ? FreePort() : port),
            _ => throw new StartException("Listener protocol must be either \"http\" or \"https\"."),
        };
    }

    /// <summary>The port has to be known before the server listens, because states are stored with it.</summary>
    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string LocalAddress()
    {
        try
        {
            return Dns.GetHostEntry(Dns.GetHostName()).AddressList.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork)?.ToString() ?? "127.0.0.1";
        }
        catch (SocketException)
        {
            return "127.0.0.1";
        }
    }
}
