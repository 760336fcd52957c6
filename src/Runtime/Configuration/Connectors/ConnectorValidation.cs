using Connect.Runtime.Plugins;
using Connect.Sdk.Configuration;
using Connect.Sdk.Configuration.Connectors;
using Connect.Sdk.Connectors;
using Connect.Sdk.Storage;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>A setting and what is said of it (<c>org.apache.kafka.connect.runtime.rest.entities.ConfigInfo</c>).</summary>
/// <param name="Key">The setting; null if nobody defines it.</param>
/// <param name="Value">Its value and what is wrong with it.</param>
public sealed record ValidatedSetting(ConfigKey? Key, ConfigValue Value);

/// <summary>What is said of the configuration of a connector (<c>org.apache.kafka.connect.runtime.rest.entities.ConfigInfos</c>).</summary>
/// <param name="ErrorCount">The number of errors.</param>
/// <param name="Groups">The groups of settings, in order.</param>
/// <param name="Settings">The settings, in order.</param>
public sealed record ConnectorValidationResult(int ErrorCount, IReadOnlyList<string> Groups, IReadOnlyList<ValidatedSetting> Settings)
{
    /// <summary>All that is wrong, in order.</summary>
    public IEnumerable<string> Errors => Settings.SelectMany(s => s.Value.Errors);
}

/// <summary>
/// Checks the configuration of a connector: the runtime's settings, those of transformations and predicates, the connector's own and those of its converters
/// (<c>org.apache.kafka.connect.runtime.AbstractHerder.validateConnectorConfig</c>).
/// </summary>
public sealed class ConnectorValidation(Connect.Runtime.Workers.Worker worker)
{
    private const string NullError = "Null value can not be supplied as the configuration value.";

    private static readonly (string Key, Type Contract)[] Converters =
        [("header.converter", typeof(IHeaderConverter)), ("key.converter", typeof(IConverter)), ("value.converter", typeof(IConverter))];

    /// <summary>Checks a configuration.</summary>
    /// <param name="connector">An instance of the connector.</param>
    /// <param name="config">The configuration, references to config providers resolved.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    public async ValueTask<ConnectorValidationResult> ValidateAsync(
        Connector connector, IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        var plugins = worker.Plugins;
        var isSource = connector is SourceConnector;
        var definition = AliasedPlugins.Enrich(
            isSource ? SourceConnectorSettings.Definition() : SinkConnectorSettings.Definition(), config, plugins, requireAll: false);
        var values = new Dictionary<string, ConfigValue>(definition.Validate(config, plugins), StringComparer.Ordinal);
        if (!isSource) SinkTopicChecks.AddErrors(config, values);
        AddNullErrors(config, values);

        var own = connector.Config;
        foreach (var (key, value) in await connector.ValidateAsync(config, cancellationToken).ConfigureAwait(false)) values[key] = value;
        var keys = new Dictionary<string, ConfigKey>(definition.Keys, StringComparer.Ordinal);
        foreach (var (key, setting) in own.Keys) keys[key] = setting;

        var settings = values.Where(v => !keys.ContainsKey(v.Key) && (v.Value.Errors.Count > 0 || config.ContainsKey(v.Key) && config[v.Key] is null))
            .Select(v => new ValidatedSetting(null, v.Value)).ToList();
        var ordered = definition.Sorted().Select(k => k.Name).Concat(own.Sorted().Select(k => k.Name)).Distinct(StringComparer.Ordinal);
        settings.AddRange(ordered.Where(values.ContainsKey).Select(name => new ValidatedSetting(keys[name], values[name])));
        var count = settings.Sum(s => s.Value.Errors.Count);
        var groups = new List<string>(definition.Groups.Concat(own.Groups).Distinct(StringComparer.Ordinal));

        foreach (var (key, contract) in Converters)
        {
            if (config.GetValueOrDefault(key) is not { } name || values.GetValueOrDefault(key) is { Errors.Count: > 0 }) continue;
            foreach (var setting in ValidateConverter(key, contract, name, config, plugins))
            {
                settings.Add(setting);
                if (setting.Value.Errors.Count > 0) count++;
            }
        }

        return new ConnectorValidationResult(count, groups, settings);
    }

    private static void AddNullErrors(IReadOnlyDictionary<string, string?> config, Dictionary<string, ConfigValue> values)
    {
        foreach (var (key, value) in config)
        {
            if (value is not null) continue;
            if (!values.TryGetValue(key, out var found)) values[key] = found = new ConfigValue(key);
            found.AddError(NullError);
        }
    }

    private static IEnumerable<ValidatedSetting> ValidateConverter(
        string key, Type contract, string name, IReadOnlyDictionary<string, string?> config, PluginClasses plugins)
    {
        if (!plugins.TryFind(name.Trim(), out var plugin) || !contract.IsAssignableFrom(plugin.Type)) return [];
        var converter = plugin.Create();
        var definition = converter is IConverter c ? c.Config : ((IHeaderConverter)converter).Config;
        var prefix = key + ".";
        var settings = config.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(p => p.Key[prefix.Length..], p => p.Value, StringComparer.Ordinal);
        settings["converter.type"] = key.Split('.')[0];
        var values = definition.Validate(settings, plugins);
        (converter as IDisposable)?.Dispose();
        return definition.Sorted().Select(setting => new ValidatedSetting(setting with { Name = prefix + setting.Name }, Prefixed(prefix, values[setting.Name])));
    }

    private static ConfigValue Prefixed(string prefix, ConfigValue value)
    {
        var prefixed = new ConfigValue(prefix + value.Name) { Value = value.Value, RecommendedValues = value.RecommendedValues, IsVisible = value.IsVisible };
        foreach (var error in value.Errors) prefixed.AddError(error);
        return prefixed;
    }
}
