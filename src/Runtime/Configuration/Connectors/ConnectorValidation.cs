using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk.Configuration;
using Connect.Sdk.Configuration.Connectors;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;
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
/// Checks the configuration of a connector: the runtime's settings, those of transformations and predicates, the connector's own, those of its clients and of its
/// converters (<c>org.apache.kafka.connect.runtime.AbstractHerder.validateConnectorConfig</c>).
/// </summary>
public sealed class ConnectorValidation(Workers.Worker worker)
{
    private const string NullError = "Null value can not be supplied as the configuration value.";
    private const string GroupOverride = "consumer.override.group.id";

    private static readonly (string Key, Type Contract)[] Converters =
        [("header.converter", typeof(IHeaderConverter)), ("key.converter", typeof(IConverter)), ("value.converter", typeof(IConverter))];

    /// <summary>The settings that the runtime has for a connector of its kind.</summary>
    public static ConfigDef DefinitionOf(Connector connector) =>
        connector is SourceConnector ? SourceConnectorSettings.Definition() : SinkConnectorSettings.Definition();

    /// <summary>Checks a configuration.</summary>
    /// <param name="config">The configuration, with references to config providers.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    /// <exception cref="UnknownConnectorException">It names no connector class.</exception>
    /// <exception cref="ConfigException">A reference cannot be resolved, or the value of a client's setting is of the wrong type.</exception>
    public async ValueTask<ConnectorValidationResult> ValidateAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        Workers.Worker.ClassNameOf(config);
        config = await worker.ResolveAsync(config, cancellationToken).ConfigureAwait(false);
        var (connector, _) = worker.Create(config);
        var plugins = worker.Plugins;
        if (PluginVersionSettings.MissingConnector(config, plugins) is { } missing) return VersionIsMissing(config, missing, plugins);
        var definition = AliasedPlugins.Enrich(
            PluginVersionSettings.Fill(DefinitionOf(connector), config, worker.Config.Values, plugins), config, plugins, requireAll: false);
        var values = new Dictionary<string, ConfigValue>(definition.Validate(config, plugins), StringComparer.Ordinal);
        PluginVersionSettings.AddErrors(config, worker.Config.Values, plugins, values);
        if (connector is SourceConnector source)
        {
            if (!worker.Config.IsStandalone) ExactlyOnceChecks.AddErrors(source, config, worker.Config.IsExactlyOnce, values);
        }
        else
        {
            SinkTopicChecks.AddErrors(config, values);
            AddGroupErrors(config, values);
        }

        AddNullErrors(config, values);

        var own = connector.Config;
        foreach (var (key, value) in await connector.ValidateAsync(config, cancellationToken).ConfigureAwait(false)) values[key] = value;
        var keys = new Dictionary<string, ConfigKey>(definition.Keys, StringComparer.Ordinal);
        foreach (var (key, setting) in own.Keys) keys[key] = setting;

        var settings = values.Where(v => !keys.ContainsKey(v.Key)).Select(v => new ValidatedSetting(null, v.Value)).ToList();
        var ordered = definition.Keys.Keys.Concat(own.Keys.Keys).Distinct(StringComparer.Ordinal);
        settings.AddRange(ordered.Where(values.ContainsKey).Select(name => new ValidatedSetting(keys[name], values[name])));
        var count = settings.Sum(s => s.Value.Errors.Count);
        var groups = new List<string>(definition.Groups.Concat(own.Groups));

        var others = ClientOverrides.Validate(connector, config, worker.OverridePolicy, worker.Config.IsExactlyOnce).Concat(Converters
            .Where(c => config.GetValueOrDefault(c.Key) is not null && values.GetValueOrDefault(c.Key) is not { Errors.Count: > 0 })
            .SelectMany(c => ValidateConverter(c.Key, c.Contract, config[c.Key]!, config, plugins))).ToList();
        settings.AddRange(others);
        count += others.Count(s => s.Value.Errors.Count > 0);
        groups.AddRange(others.Select(s => s.Key?.Group).OfType<string>());
        return new ConnectorValidationResult(count, [.. groups.Distinct(StringComparer.Ordinal)], settings);
    }

    /// <summary>Without the class there is nothing to ask but what all connectors have.</summary>
    private static ConnectorValidationResult VersionIsMissing(IReadOnlyDictionary<string, string?> config, string error, PluginClasses plugins)
    {
        var definition = PluginVersionSettings.FillConnector(ConnectorSettings.AddTo(new ConfigDef()), config, plugins);
        var values = definition.Validate(config, plugins);
        foreach (var key in PluginVersionSettings.OfConnector) values[key].AddError(error);
        return new ConnectorValidationResult(
            values.Values.Sum(v => v.Errors.Count), [.. definition.Groups], [.. definition.Keys.Values.Select(k => new ValidatedSetting(k, values[k.Name]))]);
    }

    /// <summary>The group of a sink's consumers must not be that of the workers.</summary>
    private void AddGroupErrors(IReadOnlyDictionary<string, string?> config, Dictionary<string, ConfigValue> values)
    {
        if (worker.Config.IsStandalone) return;
        if (config.TryGetValue(GroupOverride, out var group))
        {
            values.TryAdd(GroupOverride, new ConfigValue(GroupOverride) { Value = group });
            if (group == worker.Config.GroupId) values[GroupOverride].AddError($"Consumer group {group} conflicts with Connect worker group {worker.Config.GroupId}");
        }
        else if (config.GetValueOrDefault("name") is { } name && $"connect-{name}" == worker.Config.GroupId)
        {
            values["name"].AddError($"Consumer group for sink connector named {name} conflicts with Connect worker group {worker.Config.GroupId}");
        }
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
        return JavaHashOrder.Of(definition.Keys.Values, k => k.Name)
            .Select(setting => new ValidatedSetting(setting with { Name = prefix + setting.Name, DisplayName = setting.DisplayName }, Prefixed(prefix, values[setting.Name])));
    }

    private static ConfigValue Prefixed(string prefix, ConfigValue value)
    {
        var prefixed = new ConfigValue(prefix + value.Name) { Value = value.Value, RecommendedValues = value.RecommendedValues, IsVisible = value.IsVisible };
        foreach (var error in value.Errors) prefixed.AddError(error);
        return prefixed;
    }
}
