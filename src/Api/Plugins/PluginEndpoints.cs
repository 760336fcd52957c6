using Connect.Api.Connectors;
using Connect.Api.Errors;
using Connect.Api.Json;
using Connect.Runtime.Configuration.Connectors;
using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Storage;
using Connect.Sdk.Transforms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connect.Api.Plugins;

/// <summary><c>/connector-plugins</c>: what there is, its settings, and the check of a configuration.</summary>
internal static class PluginEndpoints
{
    private static readonly (string Name, Type Contract)[] Kinds =
    [
        ("sink", typeof(SinkConnector)), ("source", typeof(SourceConnector)), ("transformation", typeof(ITransformation)), ("predicate", typeof(IPredicate)),
        ("converter", typeof(IConverter)), ("header_converter", typeof(IHeaderConverter)),
    ];

    public static void MapPlugins(this IEndpointRouteBuilder app)
    {
        app.MapGet("/connector-plugins", List);
        app.MapGet("/connector-plugins/{plugin}/config", Settings);
        app.MapPut("/connector-plugins/{plugin}/config/validate", ValidateAsync);
    }

    private static IResult List(HttpRequest request, Worker worker)
    {
        var connectorsOnly = request.Query["connectorsOnly"].FirstOrDefault() is not { } flag || flag.Equals("true", StringComparison.OrdinalIgnoreCase);
        List<PluginBody> bodies = [.. Kinds.Take(connectorsOnly ? 2 : Kinds.Length).SelectMany(kind => worker.Plugins.All.Values
            .Where(p => kind.Contract.IsAssignableFrom(p.Type)).OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => new PluginBody(p.Name, kind.Name, VersionOf(p))))];
        return Results.Json(bodies, ApiJson.Relaxed.ListPluginBody);
    }

    private static IResult Settings(string plugin, Worker worker)
    {
        if (!worker.Plugins.TryFind(plugin, out var found)) throw RestException.NotFound($"Unknown plugin {plugin}.");
        var instance = found.Create();
        var definition = instance switch
        {
            Connector c => c.Config,
            ITransformation t => t.Config,
            IPredicate p => p.Config,
            IConverter c => c.Config,
            IHeaderConverter h => h.Config,
            _ => throw RestException.BadRequest(
                $"Invalid plugin class {plugin}. Valid types are sink, source, converter, header_converter, transformation, predicate."),
        };
        (instance as IDisposable)?.Dispose();
        return Results.Json([.. definition.Sorted().Select(Body)], ApiJson.Relaxed.ListConfigKeyBody);
    }

    private static async Task<IResult> ValidateAsync(string plugin, HttpRequest request, ConnectorService service)
    {
        var config = await RequestBodies.ReadConfigAsync(request);
        var name = config.GetValueOrDefault("connector.class");
        if (name is not null && !WithoutSuffix(name).EndsWith(WithoutSuffix(plugin), StringComparison.Ordinal))
            throw RestException.BadRequest($"Included connector type {name} does not match request type {plugin}");
        var result = await service.ValidateAsync(config, request.HttpContext.RequestAborted);
        return Results.Json(
            new ValidationBody(name, result.ErrorCount, [.. result.Groups], [.. result.Settings.Select(s => new ConfigInfoBody(s.Key is null ? null : Body(s.Key), Body(s.Value)))]),
            ApiJson.Relaxed.ValidationBody);
    }

    private static string WithoutSuffix(string name) => name.EndsWith("Connector", StringComparison.Ordinal) ? name[..^"Connector".Length] : name;

    private static string? VersionOf(PluginClass plugin)
    {
        var instance = plugin.Create();
        var version = (instance as IVersioned)?.Version;
        (instance as IDisposable)?.Dispose();
        return version;
    }

    private static ConfigKeyBody Body(ConfigKey key) => new(
        key.Name, key.Type.ToString().ToUpperInvariant(), !key.HasDefault, key.HasDefault ? ConfigText.Of(key.Default) : null,
        key.Importance.ToString().ToUpperInvariant(), key.Documentation, key.Group, key.OrderInGroup, key.Width.ToString().ToUpperInvariant(), key.DisplayName,
        [.. key.Dependents]);

    private static ConfigValueBody Body(ConfigValue value) => new(
        value.Name, ConfigText.Of(value.Value), [.. value.RecommendedValues.Select(ConfigText.Of)], [.. value.Errors], value.IsVisible);
}
