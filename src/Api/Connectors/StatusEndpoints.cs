using System.Text.Json.Nodes;
using Connect.Api.Errors;
using Connect.Api.Json;
using Connect.Runtime.Workers;
using Connect.Sdk.Connectors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Api.Connectors;

/// <summary>What a connector is doing: status, tasks, topics, offsets.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder app)
    {
        app.MapGet("/connectors/{name}/status", StatusAsync);
        app.MapGet("/connectors/{name}/tasks", TasksAsync);
        app.MapGet("/connectors/{name}/tasks/{task:int}/status", TaskStatusAsync);
        app.MapGet("/connectors/{name}/topics", TopicsAsync);
        app.MapPut("/connectors/{name}/topics/reset", async (string name, ConnectorService service) =>
        {
            await service.Status(name).ResetTopics();
            return Results.StatusCode(StatusCodes.Status202Accepted);
        });
        app.MapGet("/connectors/{name}/offsets", OffsetsAsync);
    }

    private static async Task<IResult> StatusAsync(string name, ConnectorService service)
    {
        if (await service.Connector(name).GetInfo() is not { } info || service.Body(name, await service.Status(name).Get(), info) is not { } body)
            throw RestException.NotFound($"No status found for connector {name}");
        return Results.Json(body, ApiJson.Relaxed.StatusBody);
    }

    private static async Task<IResult> TasksAsync(string name, ConnectorService service)
    {
        if (await service.Connector(name).GetTaskConfigs() is not { } configs) throw RestException.NotFound($"Connector {name} not found");
        return Results.Json([.. configs.Select((config, n) => new TaskBody(new TaskIdBody(name, n), config))], ApiJson.Relaxed.ListTaskBody);
    }

    private static async Task<IResult> TaskStatusAsync(string name, int task, ConnectorService service) =>
        (await service.Status(name).Get())?.Tasks.Find(t => t.Id == task) is { } found
            ? Results.Json(ConnectorService.Body(found.Id, found.Report), ApiJson.Relaxed.TaskStateBody)
            : throw RestException.NotFound($"No status found for task {name}-{task}");

    private static async Task<IResult> TopicsAsync(string name, ConnectorService service) => Results.Json(
        new Dictionary<string, TopicsBody> { [name] = new(await service.Status(name).GetTopics()) }, ApiJson.Relaxed.DictionaryStringTopicsBody);

    private static async Task<IResult> OffsetsAsync(string name, ConnectorService service, Worker worker, CancellationToken cancellationToken)
    {
        var info = await service.InfoAsync(name);
        List<OffsetBody> offsets = worker.TypeOf(info.Config) == ConnectorType.Sink
            ? [.. (await worker.ReadSinkOffsetsAsync(name, info.Config, cancellationToken)).Select(o => new OffsetBody(
                new JsonObject { ["kafka_partition"] = o.Key.Partition, ["kafka_topic"] = o.Key.Topic }, new JsonObject { ["kafka_offset"] = o.Value }))]
            : [.. (await service.Offsets(name).ReadAll()).Select(o => new OffsetBody(JsonNode.Parse(o.Partition), o.Offset is null ? null : JsonNode.Parse(o.Offset)))];
        return Results.Json(new OffsetsBody(offsets), ApiJson.Relaxed.OffsetsBody);
    }
}
