using Connect.Runtime.Plugins;
using Connect.Sdk.Configuration;
using Connect.Sdk.Storage;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>
/// Fills in what the settings of a connector leave to the worker: its converters are the default of the connector's, and the versions that are there are the default
/// and the recommendation of each setting that names a version (KIP-891).
/// </summary>
public static class PluginVersionSettings
{
    private const string ConnectorClass = "connector.class";
    private const string ConnectorVersion = "connector.plugin.version";

    /// <summary>The settings that name a class and those that name its version.</summary>
    private static readonly Dictionary<string, string> ClassOfVersion = new(StringComparer.Ordinal)
    {
        [ConnectorVersion] = ConnectorClass,
        ["key.converter.plugin.version"] = "key.converter",
        ["value.converter.plugin.version"] = "value.converter",
        ["header.converter.plugin.version"] = "header.converter",
    };

    /// <summary>The settings of the class of a connector and of its version.</summary>
    internal static IReadOnlyList<string> OfConnector { get; } = [ConnectorClass, ConnectorVersion];

    /// <summary>The definition for one connector on one worker.</summary>
    /// <param name="definition">The settings of connectors of the kind.</param>
    /// <param name="config">What the user has set.</param>
    /// <param name="worker">What the worker has set.</param>
    /// <param name="plugins">The plugins that there are.</param>
    internal static ConfigDef Fill(ConfigDef definition, IReadOnlyDictionary<string, string?> config, ParsedConfig worker, PluginClasses plugins)
    {
        var filled = new ConfigDef();
        foreach (var key in definition.Keys.Values)
        {
            if (key.Name is "key.converter" or "value.converter" or "header.converter")
                filled.Define(key with { Default = worker.Values.GetValueOrDefault(key.Name), Recommender = new ClassRecommender(plugins, ContractOf(key.Name)) });
            else if (ClassOfVersion.TryGetValue(key.Name, out var classKey))
                filled.Define(WithVersions(key, Find(classKey, config, worker, plugins)));
            else
                filled.Define(key);
        }

        return filled;
    }

    /// <summary>The definition with the versions of the connector's class alone.</summary>
    public static ConfigDef FillConnector(ConfigDef definition, IReadOnlyDictionary<string, string?> config, PluginClasses plugins)
    {
        var plugin = Find(ConnectorClass, config, null, plugins);
        var filled = new ConfigDef();
        foreach (var key in definition.Keys.Values) filled.Define(key.Name == ConnectorVersion ? WithVersions(key, plugin) : key);
        return filled;
    }

    /// <summary>A setting for the version of a class, with the versions that are there.</summary>
    internal static ConfigKey WithVersions(ConfigKey key, PluginClass? plugin) =>
        key with { Default = plugin?.Version, Recommender = new Versions(plugin?.Version, key.Recommender) };

    /// <summary>Adds an error where the wanted version is not there, to the setting of the version and to that of the class.</summary>
    internal static void AddErrors(IReadOnlyDictionary<string, string?> config, ParsedConfig worker, PluginClasses plugins, IReadOnlyDictionary<string, ConfigValue> values)
    {
        foreach (var (versionKey, classKey) in ClassOfVersion)
        {
            if (values.GetValueOrDefault(versionKey) is not { Errors.Count: 0 } version || Find(classKey, config, worker, plugins) is not { } plugin) continue;
            if (Missing(config.GetValueOrDefault(versionKey), plugin) is not { } error) continue;
            if (values.TryGetValue(classKey, out var named)) named.AddError(error);
            version.AddError(error);
        }
    }

    /// <summary>What to say if the connector is not there in the version that its configuration wants; null if it is.</summary>
    internal static string? MissingConnector(IReadOnlyDictionary<string, string?> config, PluginClasses plugins) =>
        Find(ConnectorClass, config, null, plugins) is { } plugin ? Missing(config.GetValueOrDefault(ConnectorVersion), plugin) : null;

    /// <summary>What to say if a plugin is not there in a version that is wanted; null if it is.</summary>
    public static string? Missing(string? version, PluginClass plugin) =>
        VersionRange.Parse(version) is { } range && !range.Contains(plugin.Version)
            ? $"Plugin {plugin.Name} not found that matches the version range {range}, available versions: [{plugin.Version}]"
            : null;

    private static Type ContractOf(string converterKey) => converterKey == "header.converter" ? typeof(IHeaderConverter) : typeof(IConverter);

    private static PluginClass? Find(string classKey, IReadOnlyDictionary<string, string?> config, ParsedConfig? worker, PluginClasses plugins)
    {
        var name = config.GetValueOrDefault(classKey)?.Trim() ?? (worker?.Values.GetValueOrDefault(classKey) as ConfigClass)?.Name;
        return name is not null && plugins.TryFind(name, out var plugin) ? plugin : null;
    }

    private sealed class Versions(string? version, IConfigRecommender? before) : IConfigRecommender
    {
        public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsed) => version is null ? [] : [version];

        public bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsed) => before?.IsVisible(name, parsed) ?? true;
    }
}
