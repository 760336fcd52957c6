using Connect.Api.Errors;
using Connect.Api.Http;
using Connect.Api.Json;
using Connect.Grains.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Connectors;

/// <summary><c>/connectors</c>: list, create, read, configure, delete.</summary>
internal sealed class ConnectorEndpoints(ConnectorService service, RequestBodies bodies)
{
    private readonly ConnectorListing _listing = new(service);

    public IEnumerable<Operation> Operations =>
    [
        new("GET", "/connectors", ListAsync) { Summary = "Lists the connectors: names, or with expand=status and expand=info what they are and do", Query = [("expand", "string")], Result = typeof(List<string>) },
        new("POST", "/connectors", CreateAsync) { Summary = "Creates a connector", Body = typeof(CreateBody), Result = typeof(ConnectorBody), Success = 201 },
        new("GET", "/connectors/{name}", GetAsync) { Summary = "Configuration and tasks of a connector", Result = typeof(ConnectorBody) },
        new("DELETE", "/connectors/{name}", DeleteAsync) { Summary = "Deletes a connector; its offsets stay", Success = 204 },
        new("GET", "/connectors/{name}/config", GetConfigAsync) { Summary = "The configuration of a connector", Result = typeof(Dictionary<string, string>) },
        new("PUT", "/connectors/{name}/config", PutAsync)
            { Summary = "Creates a connector or replaces its configuration", Body = typeof(Dictionary<string, string>), Result = typeof(ConnectorBody) },
        new("PATCH", "/connectors/{name}/config", PatchAsync)
            { Summary = "Changes settings of a connector; null removes one", Body = typeof(Dictionary<string, string>), Result = typeof(ConnectorBody) },
    ];

    private static Answer Json(ConnectorBody body) => Answer.Json(body, ApiJson.Relaxed.ConnectorBody);

    private async Task<Answer> ListAsync(RestRequest request)
    {
        if (!request.Context.Request.Query.TryGetValue("expand", out var expand)) return Answer.Json(await service.NamesAsync(), ApiJson.Relaxed.ListString);
        return await _listing.GetAsync(expand.Contains("status"), expand.Contains("info"));
    }

    private async Task<Answer> CreateAsync(RestRequest request)
    {
        var document = await bodies.ReadAsync(request);
        var create = CreateRequest.Of(document);
        return Created(request, service.Body(await service.CreateAsync(create, request.IsRepeated, request.Aborted)));
    }

    private async Task<Answer> GetAsync(RestRequest request) => Json(service.Body(await service.InfoAsync(request.Name)));

    private async Task<Answer> GetConfigAsync(RestRequest request) =>
        Answer.Json((await service.InfoAsync(request.Name)).Config, ApiJson.Relaxed.DictionaryStringString!);

    private async Task<Answer> PutAsync(RestRequest request)
    {
        var config = await bodies.ReadMapAsync(request)
            ?? throw JsonTexts.Error("Cannot invoke \"java.util.Map.get(Object)\" because \"connectorConfig\" is null");
        var result = await service.PutAsync(request.Name, config, request.Aborted);
        return result.Outcome == PutOutcome.Created ? Created(request, service.Body(result.Info!)) : Json(service.Body(result.Info!));
    }

    private async Task<Answer> PatchAsync(RestRequest request)
    {
        var patch = await bodies.ReadMapAsync(request);
        var info = await service.InfoAsync(request.Name);
        if (patch is null) throw JsonTexts.Error("Cannot invoke \"java.util.Map.forEach(java.util.function.BiConsumer)\" because \"patch\" is null");
        return Json(service.Body(await service.PatchAsync(info, patch, request.Aborted)));
    }

    private async Task<Answer> DeleteAsync(RestRequest request) =>
        await service.Connector(request.Name).Delete() || request.IsRepeated ? Answer.Empty(StatusCodes.Status204NoContent) : throw RestException.NotFound($"Connector {request.Name} not found");

    private static Answer Created(RestRequest request, ConnectorBody body)
    {
        var http = request.Context.Request;
        return Answer.Json(body, ApiJson.Relaxed.ConnectorBody, StatusCodes.Status201Created) with
        {
            Location = $"{http.Scheme}://{http.Host}/connectors/{LocationText.Encode(body.Name)}",
        };
    }
}
