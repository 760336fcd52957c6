using Connect.Api.Errors;
using Connect.Api.Http;
using Connect.Api.Json;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Connectors;

/// <summary>What a connector is doing: status, tasks, topics.</summary>
internal sealed class StatusEndpoints(ConnectorService service, RestOptions options)
{
    public IEnumerable<Operation> Operations =>
    [
        new("GET", "/connectors/{name}/status", StatusAsync) { Summary = "What a connector and its tasks do, and where", Result = typeof(StatusBody) },
        new("GET", "/connectors/{name}/tasks", TasksAsync) { Summary = "The tasks with their configurations", Result = typeof(List<TaskBody>) },
        new("GET", "/connectors/{name}/tasks/{task}/status", TaskStatusAsync) { Summary = "What a task does, and where", Result = typeof(TaskStateBody) },
        new("GET", "/connectors/{name}/topics", TopicsAsync) { Summary = "The topics that a connector has used", Result = typeof(Dictionary<string, TopicsBody>) },
        new("PUT", "/connectors/{name}/topics/reset", ResetTopicsAsync) { Summary = "Forgets the topics that a connector has used", Success = 202 },
    ];

    private async Task<Answer> StatusAsync(RestRequest request)
    {
        if (await service.Connector(request.Name).GetInfo() is not { } info) throw RestException.NotFound($"No status found for connector {request.Name}");
        return Answer.Json(service.Body(request.Name, await service.Status(request.Name).Get(), info), ApiJson.Relaxed.StatusBody);
    }

    private async Task<Answer> TasksAsync(RestRequest request)
    {
        if (await service.Connector(request.Name).GetTaskConfigs() is not { } configs) throw RestException.NotFound($"Connector {request.Name} not found");
        return Answer.Json([.. configs.Select((config, n) => new TaskBody(new TaskIdBody(request.Name, n), config))], ApiJson.Relaxed.ListTaskBody);
    }

    private async Task<Answer> TaskStatusAsync(RestRequest request) =>
        (await service.Status(request.Name).Get())?.Tasks.Find(t => t.Id == request.Task) is { } found
            ? Answer.Json(ConnectorService.Body(found.Id, found.Report), ApiJson.Relaxed.TaskStateBody)
            : throw RestException.NotFound($"No status found for task {request.Name}-{request.Task}");

    private async Task<Answer> TopicsAsync(RestRequest request)
    {
        RequireTracking();
        return Answer.Json(
            new Dictionary<string, TopicsBody> { [request.Name] = new(await service.Status(request.Name).GetTopics()) }, ApiJson.Relaxed.DictionaryStringTopicsBody);
    }

    private async Task<Answer> ResetTopicsAsync(RestRequest request)
    {
        RequireTracking();
        if (!options.ResetsTopics) throw new RestException(StatusCodes.Status403Forbidden, "Topic tracking reset is disabled.");
        var status = service.Status(request.Name);
        await status.ResetTopics();
        if (await status.Get() is { } view) await Task.WhenAll(view.Tasks.Select(t => service.TaskOf(request.Name, t.Id).ForgetTopics()));
        return Answer.Empty(StatusCodes.Status202Accepted);
    }

    private void RequireTracking()
    {
        if (!options.TracksTopics) throw new RestException(StatusCodes.Status403Forbidden, "Topic tracking is disabled.");
    }
}
