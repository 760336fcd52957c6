using Connect.Runtime.Plugins;
using Connect.Runtime.Workers;
using Connect.Sdk.Configuration;
using Connect.Sdk.Configuration.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Transforms;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>
/// Transformations and predicates have names in a configuration, and under each name the settings of their class: this adds those to the definition.
/// </summary>
internal static class AliasedPlugins
{
    public const string Transforms = "transforms";
    public const string Predicates = "predicates";
    public const string Type = "type";
    public const string Version = "plugin.version";
    public const string Predicate = "predicate";
    public const string Negate = "negate";

    /// <summary>The definition with the settings of all transformations and predicates that a configuration names.</summary>
    /// <param name="definition">The definition without them.</param>
    /// <param name="config">What the user has set.</param>
    /// <param name="plugins">The plugins that it can name.</param>
    /// <param name="requireAll">Whether a class that cannot be used is an error; else its settings are left out.</param>
    /// <exception cref="ConfigException">A class is missing, or is none of the kind.</exception>
    public static ConfigDef Enrich(ConfigDef definition, IReadOnlyDictionary<string, string?> config, PluginClasses plugins, bool requireAll)
    {
        var enriched = new ConfigDef(definition);
        var transformations = new Kind(Transforms, "Transforms", "Transformation", typeof(ITransformation), p => ((ITransformation)p).Config);
        var predicates = new Kind(Predicates, "Predicates", "Predicate", typeof(IPredicate), p => ((IPredicate)p).Config);
        Add(enriched, transformations, config, plugins, requireAll);
        Add(enriched, predicates, config, plugins, requireAll);
        RestartSettings.AddUsed(enriched, config);
        return enriched;
    }

    private static void Add(ConfigDef definition, Kind kind, IReadOnlyDictionary<string, string?> config, PluginClasses plugins, bool requireAll)
    {
        if (ConfigParser.Parse(kind.Key, config.GetValueOrDefault(kind.Key), ConfigType.List, null) is not List<string> aliases) return;
        foreach (var alias in aliases.Distinct(StringComparer.Ordinal))
        {
            var prefix = $"{kind.Key}.{alias}.";
            var group = $"{kind.Group}: {alias}";
            definition.Define(new ConfigKey(prefix + Type, ConfigType.Class, ConfigImportance.High, $"The class of the {kind.Word} {alias}.")
            {
                Validator = ConfigValidators.Of($"valid configs for {alias} {kind.Word}", (_, value) =>
                {
                    CheckNegate(kind, prefix, config);
                    if (value is ConfigClass named) PluginKinds.Ensure(kind.Contract, kind.Name, named);
                }),
                Group = group,
                OrderInGroup = 0,
                Width = ConfigWidth.Long,
                DisplayName = $"{kind.Name} type for {alias}",
                Recommender = new ClassRecommender(plugins, kind.Contract),
            });
            var version = new ConfigKey(prefix + Version, ConfigType.String, ConfigImportance.High, $"Which versions of the class of {alias} may be used.")
            {
                Default = null,
                Validator = PluginVersions.Validator,
                Group = group,
                OrderInGroup = 1,
                Width = ConfigWidth.Long,
                DisplayName = $"{kind.Name} version for {alias}",
            };
            var plugin = config.GetValueOrDefault(prefix + Type) is { } className && plugins.TryFind(className.Trim(), out var found) ? found : null;
            definition.Define(PluginVersionSettings.WithVersions(version, plugin));
            if (SettingsOf(kind, prefix + Type, config, plugins, requireAll) is { } settings) definition.Embed(prefix, group, 2, settings);
        }
    }

    private static ConfigDef? SettingsOf(Kind kind, string key, IReadOnlyDictionary<string, string?> config, PluginClasses plugins, bool requireAll)
    {
        var settings = new ConfigDef();
        if (kind.Key == Transforms)
        {
            settings.Define(Predicate, ConfigType.String, null, ConfigImportance.Medium, "The alias of the predicate that tells which records to transform.");
            settings.Define(Negate, ConfigType.Boolean, false, ConfigImportance.Medium, "Whether to transform the records that do not meet the predicate instead.");
        }

        try
        {
            var found = ConfigParser.Parse(key, config.GetValueOrDefault(key), ConfigType.Class, plugins) as ConfigClass
                ?? throw new ConfigException(key, null, $"Not a {kind.Name}");
            PluginKinds.Ensure(kind.Contract, kind.Name, found);
            if (!plugins.TryFind(found.Name, out var plugin)) return settings;
            var instance = plugin.Create();
            foreach (var own in kind.Settings(instance).Keys.Values)
            {
                if (!settings.Keys.ContainsKey(own.Name)) settings.Define(own);
            }

            (instance as IDisposable)?.Dispose();
            return settings;
        }
        catch (ConfigException) when (!requireAll)
        {
            return null;
        }
    }

    private static void CheckNegate(Kind kind, string prefix, IReadOnlyDictionary<string, string?> config)
    {
        if (kind.Key != Transforms || !config.ContainsKey(prefix + Negate) || config.ContainsKey(prefix + Predicate)) return;
        throw new ConfigException(
            $"Config '{prefix}{Negate}' was provided but there is no config '{prefix}{Predicate}' defining a predicate to be negated.");
    }

    private sealed record Kind(string Key, string Group, string Name, Type Contract, Func<object, ConfigDef> Settings)
    {
        public string Word => Name.ToLowerInvariant();
    }
}
