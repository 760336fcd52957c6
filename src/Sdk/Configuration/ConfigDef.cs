using Connect.Sdk.Errors;

namespace Connect.Sdk.Configuration;

/// <summary>
/// The settings that a plugin or the worker understands (<c>org.apache.kafka.common.config.ConfigDef</c>): parses and validates configurations with Kafka's texts.
/// Keys that are not defined are left alone.
/// </summary>
public sealed class ConfigDef
{
    private readonly OrderedDictionary<string, ConfigKey> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _groups = [];

    /// <summary>No settings.</summary>
    public ConfigDef() { }

    /// <summary>A copy of another definition.</summary>
    public ConfigDef(ConfigDef other)
    {
        foreach (var key in other.Keys.Values) Define(key);
    }

    /// <summary>The default of a setting that must be there.</summary>
    public static object NoDefault { get; } = new();

    /// <summary>The settings in the order they were defined.</summary>
    public IReadOnlyDictionary<string, ConfigKey> Keys => _keys;

    /// <summary>The groups in the order they were first named.</summary>
    public IReadOnlyList<string> Groups => _groups;

    /// <summary>Adds a setting.</summary>
    /// <returns>This definition.</returns>
    /// <exception cref="ConfigException">It is defined already, or its default is not valid.</exception>
    public ConfigDef Define(ConfigKey key)
    {
        if (key is { HasDefault: true, Validator: { } validator }) validator.EnsureValid(key.Name, key.Default);
        if (!_keys.TryAdd(key.Name, key)) throw new ConfigException($"Configuration {key.Name} is defined twice.");
        if (key.Group is { } group && !_groups.Contains(group)) _groups.Add(group);
        return this;
    }

    /// <summary>Adds a setting that may be absent.</summary>
    /// <returns>This definition.</returns>
    /// <exception cref="ConfigException">It is defined already, or its default is not valid.</exception>
    public ConfigDef Define(
        string name, ConfigType type, object? defaultValue, ConfigImportance importance, string documentation, IConfigValidator? validator = null) =>
        Define(new ConfigKey(name, type, importance, documentation) { Default = defaultValue, Validator = validator });

    /// <summary>Adds a setting that must be there.</summary>
    /// <returns>This definition.</returns>
    /// <exception cref="ConfigException">It is defined already.</exception>
    public ConfigDef Require(string name, ConfigType type, ConfigImportance importance, string documentation, IConfigValidator? validator = null) =>
        Define(new ConfigKey(name, type, importance, documentation) { Validator = validator });

    /// <summary>
    /// Adds the settings of another definition under a prefix, in a group, from a place in it on. Their validators see the keys without the prefix.
    /// </summary>
    public void Embed(string prefix, string group, int startingOrder, ConfigDef child)
    {
        foreach (var key in child.Sorted())
        {
            Define(key with
            {
                Name = prefix + key.Name,
                DisplayName = key.DisplayName,
                Validator = key.Validator is null ? null : new EmbeddedValidator(prefix, key.Validator),
                Recommender = key.Recommender is null ? null : new EmbeddedRecommender(prefix, key.Recommender),
                Group = group + (key.Group is null ? "" : ": " + key.Group),
                OrderInGroup = startingOrder++,
                Dependents = [.. key.Dependents.Select(d => prefix + d)],
            });
        }
    }

    /// <summary>The typed values of all settings.</summary>
    /// <exception cref="ConfigException">One is missing or wrong; the first is reported.</exception>
    public Dictionary<string, object?> Parse(IReadOnlyDictionary<string, string?> config, IConfigClassResolver? classes = null)
    {
        var undefined = UndefinedDependents();
        if (undefined.Count > 0)
            throw new ConfigException($"Some configurations in are referred in the dependents, but not defined: {string.Join(',', undefined)}");
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var key in _keys.Values)
        {
            object? value;
            if (config.TryGetValue(key.Name, out var given)) value = ConfigParser.Parse(key.Name, given, key.Type, classes);
            else if (key.HasDefault) value = key.Default;
            else throw new ConfigException(Missing(key.Name));
            // Repeated elements are dropped here, and are an error in validation (KIP-1161).
            if (key.Validator is ListValidator && value is List<string> list) value = list.Distinct(StringComparer.Ordinal).ToList();
            key.Validator?.EnsureValid(key.Name, value);
            values[key.Name] = value;
        }

        return values;
    }

    /// <summary>What is to be said of each setting: its value, what is wrong with it, what is proposed. Never fails.</summary>
    public IReadOnlyDictionary<string, ConfigValue> Validate(IReadOnlyDictionary<string, string?> config, IConfigClassResolver? classes = null)
    {
        var values = new OrderedDictionary<string, ConfigValue>(StringComparer.Ordinal);
        foreach (var name in _keys.Keys) values[name] = new ConfigValue(name);
        foreach (var name in UndefinedDependents())
        {
            var value = new ConfigValue(name) { IsVisible = false };
            value.AddError($"{name} is referred in the dependents, but not defined.");
            values[name] = value;
        }

        var children = _keys.Values.SelectMany(k => k.Dependents).ToHashSet(StringComparer.Ordinal);
        var parsed = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var name in _keys.Keys.Where(n => !children.Contains(n))) ParseForValidation(name, config, classes, parsed, values, []);
        foreach (var name in _keys.Keys.Where(n => !children.Contains(n))) Recommend(name, parsed, values, []);
        return values;
    }

    /// <summary>The settings as documentation orders them: by group and place, then those that must be there, then by importance.</summary>
    public IEnumerable<ConfigKey> Sorted() => _keys.Values
        .OrderBy(k => k.Group is null ? -1 : _groups.IndexOf(k.Group))
        .ThenBy(k => k.OrderInGroup)
        .ThenBy(k => k.HasDefault)
        .ThenBy(k => k.Importance)
        .ThenBy(k => k.Name, StringComparer.Ordinal);

    private static string Missing(string name) => $"Missing required configuration \"{name}\" which has no default value.";

    private List<string> UndefinedDependents() =>
        [.. _keys.Values.SelectMany(k => k.Dependents).Where(d => !_keys.ContainsKey(d)).Distinct(StringComparer.Ordinal)];

    private void ParseForValidation(
        string name, IReadOnlyDictionary<string, string?> config, IConfigClassResolver? classes, Dictionary<string, object?> parsed,
        OrderedDictionary<string, ConfigValue> values, HashSet<string> above)
    {
        // Dependents that form a circle are seen once.
        if (!_keys.TryGetValue(name, out var key) || !above.Add(name)) return;
        var result = values[name];
        object? value = null;
        if (config.TryGetValue(name, out var given)) Try(result, () => value = ConfigParser.Parse(name, given, key.Type, classes));
        else if (key.HasDefault) value = key.Default;
        else result.AddError(Missing(name));
        if (key.Validator is { } validator) Try(result, () => validator.EnsureValid(name, value));
        result.Value = value;
        parsed[name] = value;
        foreach (var dependent in key.Dependents) ParseForValidation(dependent, config, classes, parsed, values, above);
        above.Remove(name);
    }

    private void Recommend(string name, Dictionary<string, object?> parsed, OrderedDictionary<string, ConfigValue> values, HashSet<string> above)
    {
        if (!_keys.TryGetValue(name, out var key) || !above.Add(name)) return;
        var result = values[name];
        if (key.Recommender is { } recommender)
        {
            Try(result, () =>
            {
                result.RecommendedValues = recommender.ValidValues(name, parsed);
                result.IsVisible = recommender.IsVisible(name, parsed);
            });
        }

        foreach (var dependent in key.Dependents) Recommend(dependent, parsed, values, above);
        above.Remove(name);
    }

    private static void Try(ConfigValue result, Action action)
    {
        try
        {
            action();
        }
        catch (ConfigException e)
        {
            result.AddError(e.Message);
        }
    }

    private sealed class EmbeddedValidator(string prefix, IConfigValidator inner) : IConfigValidator
    {
        public void EnsureValid(string name, object? value) => inner.EnsureValid(name[prefix.Length..], value);

        public override string? ToString() => inner.ToString();
    }

    private sealed class EmbeddedRecommender(string prefix, IConfigRecommender inner) : IConfigRecommender
    {
        public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsed) =>
            inner.ValidValues(name[prefix.Length..], Own(parsed));

        public bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsed) => inner.IsVisible(name[prefix.Length..], Own(parsed));

        private Dictionary<string, object?> Own(IReadOnlyDictionary<string, object?> parsed) => parsed
            .Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(p => p.Key[prefix.Length..], p => p.Value, StringComparer.Ordinal);
    }
}
