using Connect.Runtime.Pipeline;
using Connect.Runtime.Plugins;
using Connect.Sdk.Configuration;
using Connect.Sdk.Errors;
using Connect.Sdk.Transforms;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>
/// The configuration of a connector with those of its transformations and predicates (<c>org.apache.kafka.connect.runtime.ConnectorConfig</c>).
/// </summary>
public sealed class ConnectorConfig
{
    private readonly PluginClasses _plugins;
    private readonly ParsedConfig _config;

    /// <summary>Parses a configuration.</summary>
    /// <param name="definition">The settings of the connector's kind.</param>
    /// <param name="config">What the user has set.</param>
    /// <param name="plugins">The plugins that it can name.</param>
    /// <exception cref="ConfigException">A setting is missing or wrong.</exception>
    public ConnectorConfig(ConfigDef definition, IReadOnlyDictionary<string, string?> config, PluginClasses plugins)
    {
        _plugins = plugins;
        definition.Parse(config, plugins);
        _config = new ParsedConfig(AliasedPlugins.Enrich(definition, config, plugins, requireAll: true), config, plugins);
    }

    /// <summary>The typed values.</summary>
    public ParsedConfig Values => _config;

    /// <summary>New transformations, configured, in their order.</summary>
    /// <exception cref="ConnectException">One cannot be made or configured.</exception>
    public TransformationChain CreateTransformations()
    {
        var stages = new List<TransformationStage>();
        foreach (var alias in _config.GetList(AliasedPlugins.Transforms))
        {
            try
            {
                stages.Add(CreateStage($"{AliasedPlugins.Transforms}.{alias}."));
            }
            catch (Exception e) when (e is ConfigException or ConnectException)
            {
                throw new ConnectException($"{JavaErrors.ClassOf(e)}: {e.Message}", e);
            }
        }

        return new TransformationChain(stages);
    }

    private TransformationStage CreateStage(string prefix)
    {
        var (created, className) = Create(prefix);
        var transformation = (ITransformation)created;
        var settings = WithPrefix(prefix);
        settings.Remove(AliasedPlugins.Predicate, out var predicateAlias);
        settings.Remove(AliasedPlugins.Negate, out var negate);
        transformation.Configure(settings);
        if (predicateAlias is null) return new TransformationStage(transformation, className, null, false);
        var predicatePrefix = $"{AliasedPlugins.Predicates}.{predicateAlias}.";
        var predicate = (IPredicate)Create(predicatePrefix).Created;
        predicate.Configure(WithPrefix(predicatePrefix));
        return new TransformationStage(transformation, className, predicate, "true".Equals(negate, StringComparison.OrdinalIgnoreCase));
    }

    private (object Created, string ClassName) Create(string prefix)
    {
        if (_config.Values.GetValueOrDefault(prefix + AliasedPlugins.Type) is ConfigClass found && _plugins.TryFind(found.Name, out var plugin))
            return (plugin.Create(), plugin.Name);
        var unknown = new ConfigException($"Unknown configuration '{prefix}{AliasedPlugins.Version}'");
        throw new ConnectException($"{JavaErrors.ClassOf(unknown)}: {unknown.Message}", unknown);
    }

    private Dictionary<string, string?> WithPrefix(string prefix) => _config.Originals
        .Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal) && p.Key.Length > prefix.Length)
        .ToDictionary(p => p.Key[prefix.Length..], p => p.Value, StringComparer.Ordinal);
}
