using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Server;

/// <summary>Accepts connections and hands each to the handler, until it is stopped.</summary>
internal sealed class Listener(IConnectionListener listener, ConnectionHandler handler, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ConnectionContext, Task> _connections = new();
    private Task _accepting = Task.CompletedTask;

    public IPEndPoint EndPoint => (IPEndPoint)listener.EndPoint;

    public static async Task<Listener> BindAsync(IPEndPoint at, ConnectionHandler handler, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var factory = TransportServices.CreateListenerFactory(loggers);
        return new Listener(await factory.BindAsync(at, cancellation).ConfigureAwait(false), handler, loggers.CreateLogger<Listener>());
    }

    public void Start() => _accepting = AcceptAsync();

    /// <summary>Accepts no more, tells the open connections to end, and waits for what they are doing, but not for ever.</summary>
    public async ValueTask DisposeAsync()
    {
        await listener.UnbindAsync().ConfigureAwait(false);
        foreach (var connection in _connections.Keys) connection.Abort(new ConnectionAbortedException("the broker stops"));
        await Task.WhenAny(Task.WhenAll(_connections.Values.Append(_accepting)), Task.Delay(TimeToFinish)).ConfigureAwait(false);
        await listener.DisposeAsync().ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            ConnectionContext? connection;
            try
            {
                connection = await listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
            {
                Log.AcceptFailed(logger, e.Message);
                continue;
            }

            if (connection is null) return;
            var serving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[connection] = serving.Task;
            ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Listener.ServeAsync(work.Connection, work.Serving),
                (Listener: this, Connection: connection, Serving: serving), preferLocal: false);
        }
    }

    private async Task ServeAsync(ConnectionContext connection, TaskCompletionSource serving)
    {
        try
        {
            await handler.OnConnectedAsync(connection).ConfigureAwait(false);
            await connection.Transport.Input.CompleteAsync().ConfigureAwait(false);
            await connection.Transport.Output.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.ConnectionFailed(logger, e, connection.RemoteEndPoint?.ToString());
            connection.Abort(new ConnectionAbortedException("serving it failed"));
        }
        finally
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            _connections.TryRemove(connection, out _);
            serving.SetResult();
        }
    }
}
