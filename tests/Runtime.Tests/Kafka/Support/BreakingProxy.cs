using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Connect.Broker.Hosting;

namespace Connect.Runtime.Tests.Kafka.Support;

/// <summary>A broker behind a proxy that closes the connection on requests of a kind, as a broker that dies just then does.</summary>
internal sealed class BreakingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("connect-proxy-");
    private EmbeddedBroker? _broker;
    private Task? _accepting;
    private int _brokerPort;
    private int _toBreak;
    private int _brokenApi;

    public string Bootstrap => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public static async Task<BreakingProxy> StartAsync()
    {
        var proxy = new BreakingProxy();
        proxy._listener.Start();
        for (var tries = 1; ; tries++)
        {
            proxy._brokerPort = FreePort();
            try
            {
                proxy._broker = await EmbeddedBroker.StartAsync(new EmbeddedBrokerOptions
                {
                    Host = "127.0.0.1",
                    Port = proxy._brokerPort,
                    DataDirectory = proxy._folder.FullName,
                    Settings = { ["advertised.listeners"] = $"PLAINTEXT://{proxy.Bootstrap}" },
                });
                break;
            }
            catch (BrokerStartException) when (tries < 5)
            {
                // Somebody else has taken the port in between.
            }
        }

        proxy._accepting = proxy.AcceptAsync();
        return proxy;
    }

    /// <summary>The next requests of a kind find that the connection is closed.</summary>
    public void Break(int api, int times)
    {
        _brokenApi = api;
        Volatile.Write(ref _toBreak, times);
    }

    /// <summary>How many such requests are still to come.</summary>
    public int Unbroken => Math.Max(0, Volatile.Read(ref _toBreak));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll([_accepting!, .. _connections]);
        await _broker!.DisposeAsync();
        _stop.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _brokerPort, closed.Token);
                var answers = server.GetStream().CopyToAsync(client.GetStream(), closed.Token);
                await PassRequestsAsync(client.GetStream(), server.GetStream(), closed.Token);
                await closed.CancelAsync();
                await answers;
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // One of the two is gone; so is the other.
            }
        }
    }

    private async Task PassRequestsAsync(NetworkStream from, NetworkStream to, CancellationToken closed)
    {
        var size = new byte[4];
        while (true)
        {
            await from.ReadExactlyAsync(size, closed);
            var request = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
            await from.ReadExactlyAsync(request, closed);
            if (BinaryPrimitives.ReadInt16BigEndian(request) == _brokenApi && Interlocked.Decrement(ref _toBreak) >= 0) return;
            await to.WriteAsync(size, closed);
            await to.WriteAsync(request, closed);
        }
    }
}
