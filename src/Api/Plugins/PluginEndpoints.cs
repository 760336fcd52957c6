using Connect.Api.Connectors;
using Connect.Api.Errors;
using Connect.Api.Http;
using Connect.Api.Json;
using Connect.Runtime.Configuration.Connectors;
using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk.Configuration;
using Connect.Sdk.Connectors;
using Connect.Sdk.Storage;
using Connect.Sdk.Transforms;
using Microsoft.AspNetCore.Http;

namespace Connect.Api.Plugins;

/// <summary><c>/connector-plugins</c>: what there is, its settings, and the check of a configuration.</summary>
internal sealed class PluginEndpoints(Worker worker, ConnectorService service, RequestBodies bodies)
{
    private static readonly (string Name, Type Contract)[] Kinds =
    [
        ("sink", typeof(SinkConnector)), ("source", typeof(SourceConnector)), ("transformation", typeof(ITransformation)), ("predicate", typeof(IPredicate)),
        ("converter", typeof(IConverter)), ("header_converter", typeof(IHeaderConverter)),
    ];

    private readonly Lazy<List<PluginBody>> _connectors = new(() => List(worker.Plugins, Kinds.Take(2)));
    private readonly Lazy<List<PluginBody>> _all = new(() => List(worker.Plugins, Kinds));

    public IEnumerable<Operation> Operations =>
    [
        new("GET", "/connector-plugins", ListAsync) { Summary = "The connector classes, with connectorsOnly=false all plugin classes", Query = [("connectorsOnly", "boolean")], Result = typeof(List<PluginBody>) },
        new("GET", "/connector-plugins/{name}/config", SettingsAsync) { Summary = "The settings that a plugin class has", Query = [("version", "string")], Result = typeof(List<ConfigKeyBody>) },
        new("PUT", "/connector-plugins/{name}/config/validate", ValidateAsync)
            { Summary = "Checks the configuration of a connector", Body = typeof(Dictionary<string, string>), Result = typeof(ValidationBody) },
    ];

    private Task<Answer> ListAsync(RestRequest request) =>
        Task.FromResult(Answer.Json((request.Flag("connectorsOnly", missing: true) ? _connectors : _all).Value, ApiJson.Relaxed.ListPluginBody));

    private Task<Answer> SettingsAsync(RestRequest request)
    {
        var name = request.Name;
        if (!worker.Plugins.TryFind(name, out var found))
        {
            throw worker.Plugins.Resolve(name) is null
                ? RestException.NotFound($"Unknown plugin {name}.")
                : new RestException(StatusCodes.Status500InternalServerError, "Instantiation error");
        }

        if (PluginVersionSettings.Missing(request.Query("version"), found) is { } missing) throw RestException.BadRequest(missing);
        var instance = found.Create();
        try
        {
            return Task.FromResult(Answer.Json([.. KeysOf(instance, name, found).Select(Body)], ApiJson.Relaxed.ListConfigKeyBody));
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private async Task<Answer> ValidateAsync(RestRequest request)
    {
        var plugin = request.Name;
        var config = await bodies.ReadMapAsync(request) ?? throw JsonTexts.Error("Cannot invoke \"java.util.Map.get(Object)\" because \"connectorConfig\" is null");
        var name = config.GetValueOrDefault("connector.class");
        if (name is not null && !WithoutSuffix(name).EndsWith(WithoutSuffix(plugin), StringComparison.Ordinal))
            throw RestException.BadRequest($"Included connector type {name} does not match request type {plugin}");
        ConnectorValidationResult result;
        try
        {
            result = await service.ValidateAsync(config, request.Aborted);
        }
        catch (RestException e)
        {
            // Connect waits for the check in another way here, and shows the error with its class.
            throw new RestException(StatusCodes.Status500InternalServerError, $"{e.JavaClass}: {e.Message}");
        }

        return Answer.Json(
            new ValidationBody(name, result.ErrorCount, [.. result.Groups], [.. result.Settings.Select(s => new ConfigInfoBody(s.Key is null ? null : Body(s.Key), Body(s.Value)))]),
            ApiJson.Relaxed.ValidationBody);
    }

    private static List<PluginBody> List(PluginClasses plugins, IEnumerable<(string Name, Type Contract)> kinds) => [.. kinds.SelectMany(kind => plugins.All.Values
        .Where(p => kind.Contract.IsAssignableFrom(p.Type)).OrderBy(p => p.Name, StringComparer.Ordinal)
        .Select(p => new PluginBody(p.Name, kind.Name, p.Version)))];

    /// <summary>Those of a connector come first, then what every connector has besides.</summary>
    private IEnumerable<ConfigKey> KeysOf(object plugin, string name, PluginClass found)
    {
        if (plugin is Connector connector)
        {
            var own = connector.Config;
            var all = PluginVersionSettings.FillConnector(
                ConnectorValidation.DefinitionOf(connector), new Dictionary<string, string?> { ["connector.class"] = found.Name }, worker.Plugins);
            return own.Keys.Values.Concat(all.Keys.Values.Where(k => !own.Keys.ContainsKey(k.Name)));
        }

        var definition = plugin switch
        {
            ITransformation t => t.Config,
            IPredicate p => p.Config,
            IConverter c => c.Config,
            IHeaderConverter h => h.Config,
            _ => throw RestException.BadRequest($"Invalid plugin class {name}. Valid types are sink, source, converter, header_converter, transformation, predicate."),
        };
        return definition.Keys.Values;
    }

    private static string WithoutSuffix(string name) => name.EndsWith("Connector", StringComparison.Ordinal) ? name[..^"Connector".Length] : name;

    private static ConfigKeyBody Body(ConfigKey key) => new(
        key.Name, key.Type.ToString().ToUpperInvariant(), !key.HasDefault, key.HasDefault ? ConfigText.Of(key.Default) : null,
        key.Importance.ToString().ToUpperInvariant(), key.Documentation, key.Group, key.OrderInGroup, key.Width.ToString().ToUpperInvariant(), key.DisplayName,
        [.. key.Dependents]);

    private static ConfigValueBody Body(ConfigValue value) => new(
        value.Name, ConfigText.Of(value.Value), [.. value.RecommendedValues.Select(ConfigText.Of)], [.. value.Errors], value.IsVisible);
}
