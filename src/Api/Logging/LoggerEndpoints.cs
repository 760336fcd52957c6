using Connect.Api.Errors;
using Connect.Api.Http;
using Connect.Api.Json;
using Connect.Grains.Logging;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Logging;

/// <summary><c>/admin/loggers</c>: the levels of loggers (KIP-495), of this worker or of the cluster (KIP-976).</summary>
internal sealed class LoggerEndpoints(LoggerLevels levels, ClusterLoggers cluster, RequestBodies bodies)
{
    public IEnumerable<Operation> Operations =>
    [
        new("GET", "/admin/loggers", ListAsync) { Summary = "All loggers and their levels", Result = typeof(SortedDictionary<string, LoggerBody>), IsAdmin = true },
        new("GET", "/admin/loggers/{name}", GetAsync) { Summary = "The level of a logger", Result = typeof(LoggerBody), IsAdmin = true },
        new("PUT", "/admin/loggers/{name}", PutAsync)
            { Summary = "Changes the level of a logger and of those below it; with scope=cluster on every worker", Query = [("scope", "string")], Body = typeof(LevelBody), Result = typeof(List<string>), IsAdmin = true },
    ];

    private Task<Answer> ListAsync(RestRequest request)
    {
        var all = new SortedDictionary<string, LoggerBody>(StringComparer.Ordinal);
        foreach (var (name, setting) in levels.All()) all[name] = Body(setting);
        return Task.FromResult(Answer.Json(all, ApiJson.Relaxed.SortedDictionaryStringLoggerBody));
    }

    private Task<Answer> GetAsync(RestRequest request) => levels.Find(request.Name) is { } setting
        ? Task.FromResult(Answer.Json(Body(setting), ApiJson.Relaxed.LoggerBody))
        : throw RestException.NotFound($"Logger {request.Name} not found.");

    private async Task<Answer> PutAsync(RestRequest request)
    {
        var map = await bodies.ReadMapAsync(request) ?? throw JsonTexts.Error("Cannot invoke \"java.util.Map.get(Object)\" because \"levelMap\" is null");
        var text = map.GetValueOrDefault("level") ?? throw RestException.BadRequest("Desired 'level' parameter was not specified in request.");
        var level = text.Trim();
        if (level.Length == 0) throw JsonTexts.Error("Illegal null or empty Level name.");
        if (!LoggerLevels.IsLevel(level)) throw RestException.NotFound($"invalid log level '{text}'.");
        if ("cluster".Equals(request.Query("scope"), StringComparison.OrdinalIgnoreCase))
        {
            await cluster.SetAsync(request.Name, level);
            return Answer.Empty(StatusCodes.Status204NoContent);
        }

        return Answer.Json([.. levels.Set(request.Name, level)], ApiJson.Relaxed.ListString);
    }

    private static LoggerBody Body(LoggerSetting setting) => new(setting.Level, setting.LastModified);
}
