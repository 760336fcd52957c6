using Connect.Api.Connectors;
using Connect.Api.Errors;
using Connect.Api.Http;
using Connect.Api.Json;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Server;

/// <summary>The worker itself: who it is (<c>/</c>) and how it is (<c>/health</c>, KIP-1017); and the two paths that Kafka's workers use among themselves.</summary>
internal sealed class ServerEndpoints(KafkaCluster cluster, ConnectorService service, TimeProvider time)
{
    private const string Commit = "unknown";

    // What Kafka Connect gives its herder to answer in.
    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan HealthPause = TimeSpan.FromMilliseconds(100);

    public IEnumerable<Operation> Operations =>
    [
        new("GET", "/", _ => Task.FromResult(Answer.Json(new ServerInfo(Runtime.KafkaVersion.Text, Commit, cluster.Id), ApiJson.Relaxed.ServerInfo)))
            { Summary = "Version of the API and id of the Kafka cluster", Result = typeof(ServerInfo) },
        new("GET", "/health", HealthAsync) { Summary = "Whether the worker can handle requests", Result = typeof(HealthBody) },
        new("POST", "/connectors/{name}/tasks", r => Internal(r, "externally setting task configurations")) { Summary = "For workers of Kafka Connect alone: always refused", Success = 400, IsOpen = true },
        new("PUT", "/connectors/{name}/fence", r => Internal(r, "exactly-once source connectors")) { Summary = "For workers of Kafka Connect alone: always refused", Success = 400, IsOpen = true },
    ];

    private async Task<Answer> HealthAsync(RestRequest request)
    {
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < HealthTimeout)
        {
            try
            {
                await service.NamesAsync().WaitAsync(HealthTimeout, time, request.Aborted);
                return Answer.Json(new HealthBody("healthy", "Worker has completed startup and is ready to handle requests."), ApiJson.Relaxed.HealthBody);
            }
            catch (Exception) when (!request.Aborted.IsCancellationRequested)
            {
                // Another worker is lost: this one is healthy if it gets over that in time.
                await Task.Delay(HealthPause, time, request.Aborted);
            }
        }

        // The port opens when the worker can serve requests: there is no time when it is starting.
        return Answer.Json(
            new HealthBody("unhealthy", "Worker was unable to handle this request and may be unable to handle other requests."), ApiJson.Relaxed.HealthBody,
            StatusCodes.Status500InternalServerError);
    }

    /// <summary>Workers reach each other as silos; nobody has a key to sign such a request with.</summary>
    private Task<Answer> Internal(RestRequest request, string whatStandaloneCannot)
    {
        if (service.IsStandalone) throw new RestException(StatusCodes.Status500InternalServerError, $"Kafka Connect in standalone mode does not support {whatStandaloneCannot}.");
        var headers = request.Context.Request.Headers;
        throw headers.ContainsKey("X-Connect-Authorization") && headers.ContainsKey("X-Connect-Request-Signature-Algorithm")
            ? new RestException(StatusCodes.Status403Forbidden, "Internal request contained invalid signature.")
            : RestException.BadRequest("Internal request missing required signature");
    }
}
