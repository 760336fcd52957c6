using Connect.Api.Errors;
using Connect.Api.Json;
using Connect.Grains.Abstractions;
using Connect.Runtime.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Api.Connectors;

/// <summary><c>/connectors</c>: list, create, read, configure, delete.</summary>
internal static class ConnectorEndpoints
{
    public static void MapConnectors(this IEndpointRouteBuilder app)
    {
        app.MapGet("/connectors", ListAsync);
        app.MapPost("/connectors", CreateAsync);
        app.MapGet("/connectors/{name}", async (string name, ConnectorService service) => Json(service.Body(await service.InfoAsync(name))));
        app.MapDelete("/connectors/{name}", DeleteAsync);
        app.MapGet("/connectors/{name}/config", async (string name, ConnectorService service) =>
            Results.Json((await service.InfoAsync(name)).Config!, ApiJson.Relaxed.DictionaryStringString!));
        app.MapPut("/connectors/{name}/config", PutAsync);
        app.MapPatch("/connectors/{name}/config", PatchAsync);
    }

    private static IResult Json(ConnectorBody body) => Results.Json(body, ApiJson.Relaxed.ConnectorBody);

    private static async Task<IResult> ListAsync(HttpRequest request, ConnectorService service)
    {
        var names = await service.NamesAsync();
        if (!request.Query.TryGetValue("expand", out var expand)) return Results.Json(names, ApiJson.Relaxed.ListString);
        var (wantsStatus, wantsInfo) = (expand.Contains("status"), expand.Contains("info"));
        var bodies = await Task.WhenAll(names.Select(async name =>
        {
            if (await service.Connector(name).GetInfo() is not { } info) return (name, null);
            var status = wantsStatus ? service.Body(name, await service.Status(name).Get(), info) : null;
            return wantsStatus && status is null ? (name, null) : (name, Body: new ExpandedBody(status, wantsInfo ? service.Body(info) : null));
        }));
        var found = new SortedDictionary<string, ExpandedBody>(StringComparer.Ordinal);
        foreach (var (name, body) in bodies)
        {
            if (body is not null) found[name] = body;
        }

        return Results.Json(found, ApiJson.Relaxed.SortedDictionaryStringExpandedBody);
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, ConnectorService service)
    {
        var create = await RequestBodies.ReadCreateAsync(request);
        var result = await service.PutAsync(create.Name, create.Config, createOnly: true, create.Initial, request.HttpContext.RequestAborted);
        return Created(request, service.Body(result.Info!));
    }

    private static async Task<IResult> PutAsync(string name, HttpRequest request, ConnectorService service)
    {
        var config = await RequestBodies.ReadConfigAsync(request);
        var result = await service.PutAsync(name, config, createOnly: false, TargetState.Started, request.HttpContext.RequestAborted);
        return result.Outcome == PutOutcome.Created ? Created(request, service.Body(result.Info!)) : Json(service.Body(result.Info!));
    }

    private static async Task<IResult> PatchAsync(string name, HttpRequest request, ConnectorService service)
    {
        var patch = await RequestBodies.ReadConfigAsync(request);
        var config = new Dictionary<string, string?>((await service.InfoAsync(name)).Config, StringComparer.Ordinal);
        foreach (var (key, value) in patch)
        {
            if (value is null) config.Remove(key);
            else config[key] = value;
        }

        await service.CheckAsync(config, request.HttpContext.RequestAborted);
        return Json(service.Body((await service.Connector(name).PutConfig(config, createOnly: false, TargetState.Started)).Info!));
    }

    private static async Task<IResult> DeleteAsync(string name, ConnectorService service) =>
        await service.Connector(name).Delete() ? Results.NoContent() : throw RestException.NotFound($"Connector {name} not found");

    private static IResult Created(HttpRequest request, ConnectorBody body)
    {
        request.HttpContext.Response.Headers.Location = $"{request.Scheme}://{request.Host}/connectors/{Uri.EscapeDataString(body.Name)}";
        return Results.Json(body, ApiJson.Relaxed.ConnectorBody, statusCode: StatusCodes.Status201Created);
    }
}
