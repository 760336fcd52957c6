using System.Buffers.Binary;
using System.Net;
using Connect.Broker.Protocol;
using Connect.Broker.Protocol.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Connect.Broker.Server;

/// <summary>
/// Serves connections: reads requests one after the other, has each answered, and sends the answers in the same order. What is not a request
/// ends its connection, with one line in the log, and nothing else.
/// </summary>
internal sealed class KafkaConnectionHandler(
    RequestRouter router, ConnectionLimits limits, ILogger<KafkaConnectionHandler> logger, TimeProvider time) : ConnectionHandler
{
    private readonly MemoryBudget _budget = new(limits.MaxInFlightBytes, time);
    private readonly ConnectionCount _count = new(limits);
    private long _lastConnectionId;

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var id = Interlocked.Increment(ref _lastConnectionId);
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (_count.TryEnter(address) is { } refusal)
        {
            Log.ConnectionRefused(logger, id, address.ToString(), refusal);
            return;
        }

        var client = new Client(id, address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString());
        Log.ConnectionOpened(logger, id, client.Address);
        try
        {
            await ServeAsync(connection, client).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ConnectionRefusedException or WireFormatException)
        {
            Log.ConnectionRefused(logger, id, client.Address, e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException or ConnectionAbortedException)
        {
            // The client has gone, or the broker stops: nothing to tell anybody.
        }
        finally
        {
            _count.Leave(address);
        }
    }

    private async Task ServeAsync(ConnectionContext connection, Client client)
    {
        var closed = connection.ConnectionClosed;
        var reader = new FrameReader(connection.Transport.Input, limits, _budget, time);
        var writer = new AnswerWriter(connection.Transport.Output, limits, time);
        while (await reader.ReadAsync(closed).ConfigureAwait(false) is { } frame)
        {
            using (frame)
            {
                using var answer = new WireBuffer();
                if (await AnswerAsync(frame, client, answer, closed).ConfigureAwait(false))
                    await writer.WriteAsync(answer, closed).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<bool> AnswerAsync(FrameBuffer frame, Client client, WireBuffer answer, CancellationToken closed)
    {
        var header = frame.Bytes.AsSpan(0, RequestHeader.FixedLength);
        var key = BinaryPrimitives.ReadInt16BigEndian(header);
        var version = BinaryPrimitives.ReadInt16BigEndian(header[2..]);
        var correlationId = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        if (!router.TryGet(key, version, out var route))
        {
            if (key != (short)ApiKey.ApiVersions) throw new ConnectionRefusedException($"api key {key} in version {version} is not offered");
            Complete(answer, correlationId, ApiVersionsApi.UnknownVersion());
            return true;
        }

        var start = RequestHeader.FixedLength;
        var flexible = version >= route.FlexibleSince;
        var clientId = RequestHeader.ReadClientId(frame.Bytes, ref start, frame.Length, flexible);
        var context = new RequestContext
        {
            ApiVersion = version,
            CorrelationId = correlationId,
            ClientId = clientId,
            ClientHost = client.Host,
            ConnectionId = client.Id,
            Aborted = closed,
        };

        // A client that asks ApiVersions does not know yet what this broker speaks: its answer's header is never flexible.
        ResponseHeader.Begin(answer, correlationId, flexible && route.Key != ApiKey.ApiVersions);
        try
        {
            if (!await route.AnswerAsync(frame.Bytes, start, frame.Length - start, context, answer).ConfigureAwait(false)) return false;
        }
        catch (Exception e) when (e is not (OperationCanceledException or WireFormatException or ConnectionRefusedException))
        {
            Log.RequestFailed(logger, e, client.Id, client.Address, route.Key, version);
            throw new OperationCanceledException("the request failed", e);
        }

        ResponseHeader.Complete(answer);
        return true;
    }

    private static void Complete(WireBuffer answer, int correlationId, Protocol.Messages.ApiVersionsResponse response)
    {
        ResponseHeader.Begin(answer, correlationId, flexible: false);
        WireWriter.Write(answer, response, version: 0);
        ResponseHeader.Complete(answer);
    }

    private sealed record Client(long Id, string Address)
    {
        public string Host { get; } = "/" + Address;
    }
}
