using Connect.Api.Errors;
using Connect.Api.Json;
using Connect.Runtime.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Api.Connectors;

/// <summary>Pause, resume, stop, restart.</summary>
internal static class LifecycleEndpoints
{
    public static void MapLifecycle(this IEndpointRouteBuilder app)
    {
        app.MapPut("/connectors/{name}/pause", (string name, ConnectorService service) => SetAsync(name, TargetState.Paused, StatusCodes.Status202Accepted, service));
        app.MapPut("/connectors/{name}/resume", (string name, ConnectorService service) => SetAsync(name, TargetState.Started, StatusCodes.Status202Accepted, service));
        app.MapPut("/connectors/{name}/stop", (string name, ConnectorService service) => SetAsync(name, TargetState.Stopped, StatusCodes.Status204NoContent, service));
        app.MapPost("/connectors/{name}/restart", RestartAsync);
        app.MapPost("/connectors/{name}/tasks/{task:int}/restart", RestartTaskAsync);
    }

    private static async Task<IResult> SetAsync(string name, TargetState target, int status, ConnectorService service) =>
        await service.Connector(name).SetTarget(target) ? Results.StatusCode(status) : throw RestException.NotFound($"Unknown connector {name}");

    private static async Task<IResult> RestartAsync(string name, HttpRequest request, ConnectorService service)
    {
        var (includeTasks, onlyFailed) = (Flag(request, "includeTasks"), Flag(request, "onlyFailed"));
        if (await service.Connector(name).GetInfo() is not { } info) throw RestException.NotFound($"Unknown connector: {name}");
        if (!includeTasks && !onlyFailed)
        {
            await service.Connector(name).RestartInstance();
            return Results.NoContent();
        }

        if (await service.Status(name).Get() is not { Connector: { } connector } status) throw RestException.NotFound($"Status for connector {name} not found");
        var body = service.Body(name, status, info)!;
        var restartsConnector = !onlyFailed || connector.State == WorkState.Failed;
        var restarted = includeTasks ? status.Tasks.Where(t => !onlyFailed || t.Report.State == WorkState.Failed).Select(t => t.Id).ToHashSet() : [];
        if (restartsConnector) await service.Connector(name).RestartInstance();
        await Task.WhenAll(restarted.Select(t => service.Task(name, t).Restart()));
        var restarting = ConnectorService.NameOf(WorkState.Restarting);
        return Results.Json(
            body with
            {
                Connector = restartsConnector ? body.Connector! with { State = restarting } : body.Connector,
                Tasks = [.. body.Tasks.Select(t => restarted.Contains(t.Id) ? t with { State = restarting } : t)],
            }, ApiJson.Relaxed.StatusBody, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> RestartTaskAsync(string name, int task, ConnectorService service)
    {
        if (await service.Connector(name).GetInfo() is null) throw RestException.NotFound($"Unknown connector: {name}");
        return await service.Task(name, task).Restart() ? Results.NoContent() : throw RestException.NotFound($"Unknown task: {name}-{task}");
    }

    private static bool Flag(HttpRequest request, string name) => request.Query[name].FirstOrDefault()?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
}
