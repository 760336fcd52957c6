using Connect.Api.Errors;
using Connect.Api.Http;
using Connect.Api.Json;
using Connect.Runtime.Workers;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Connectors;

/// <summary>Pause, resume, stop, restart.</summary>
internal sealed class LifecycleEndpoints(ConnectorService service)
{
    public IEnumerable<Operation> Operations =>
    [
        new("PUT", "/connectors/{name}/pause", r => SetAsync(r, TargetState.Paused, StatusCodes.Status202Accepted)) { Summary = "Pauses a connector and its tasks", Success = 202 },
        new("PUT", "/connectors/{name}/resume", r => SetAsync(r, TargetState.Started, StatusCodes.Status202Accepted)) { Summary = "Resumes a connector", Success = 202 },
        new("PUT", "/connectors/{name}/stop", r => SetAsync(r, TargetState.Stopped, StatusCodes.Status204NoContent)) { Summary = "Stops a connector: it has no tasks until it is resumed", Success = 204 },
        new("POST", "/connectors/{name}/restart", RestartAsync)
            { Summary = "Restarts the connector, with includeTasks=true its tasks too, with onlyFailed=true what has failed", Query = [("includeTasks", "boolean"), ("onlyFailed", "boolean")], Result = typeof(StatusBody), Success = 202 },
        new("POST", "/connectors/{name}/tasks/{task}/restart", RestartTaskAsync) { Summary = "Restarts a task", Success = 204 },
    ];

    private async Task<Answer> SetAsync(RestRequest request, TargetState target, int status) => await service.Connector(request.Name).SetTarget(target)
        ? Answer.Empty(status)
        : throw RestException.NotFound($"Unknown connector {request.Name}");

    private async Task<Answer> RestartAsync(RestRequest request)
    {
        var name = request.Name;
        var (includeTasks, onlyFailed) = (request.Flag("includeTasks"), request.Flag("onlyFailed"));
        if (await service.Connector(name).GetInfo() is not { } info) throw RestException.NotFound($"Unknown connector: {name}");
        if (!includeTasks && !onlyFailed)
        {
            await service.RestartAsync(name, request.Aborted);
            return Answer.Empty(StatusCodes.Status204NoContent);
        }

        var body = service.Body(name, await service.Status(name).Get(), info);
        var failed = ConnectorService.NameOf(WorkState.Failed);
        var restartsConnector = !onlyFailed || body.Connector.State == failed;
        var restarted = includeTasks ? body.Tasks.Where(t => !onlyFailed || t.State == failed).Select(t => t.Id).ToHashSet() : [];
        if (restartsConnector) await service.Connector(name).RestartInstance();
        await Task.WhenAll(restarted.Select(t => service.TaskOf(name, t).Restart()));
        var restarting = ConnectorService.NameOf(WorkState.Restarting);
        var plan = body with
        {
            Connector = restartsConnector ? body.Connector with { State = restarting } : body.Connector,
            Tasks = [.. body.Tasks.Select(t => restarted.Contains(t.Id) ? t with { State = restarting } : t)],
        };
        return Answer.Json(plan, ApiJson.Relaxed.StatusBody, StatusCodes.Status202Accepted);
    }

    private async Task<Answer> RestartTaskAsync(RestRequest request)
    {
        if (await service.Connector(request.Name).GetInfo() is null) throw RestException.NotFound($"Unknown connector: {request.Name}");
        return await service.TaskOf(request.Name, request.Task).Restart()
            ? Answer.Empty(StatusCodes.Status204NoContent)
            : throw RestException.NotFound(service.IsStandalone ? $"Task {request.Name}-{request.Task} not found" : $"Unknown task: {request.Name}-{request.Task}");
    }
}
