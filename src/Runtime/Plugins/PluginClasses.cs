using System.Diagnostics.CodeAnalysis;
using Connect.Runtime.Converters;
using Connect.Sdk.Configuration;
using Connect.Sdk.Storage;
using Connect.Sdk.Transforms;

namespace Connect.Runtime.Plugins;

/// <summary>
/// The plugin classes that configurations can name: by the full name, or by the short aliases that Kafka knows, which are the last part of the name with or
/// without the word for its kind (<c>RegexRouter</c>, <c>JsonConverter</c>, <c>Json</c>). An alias of two classes is none.
/// </summary>
public sealed class PluginClasses : IConfigClassResolver
{
    private static readonly string[] Kinds =
        ["HeaderConverter", "Converter", "Connector", "Transformation", "Predicate", "ConfigProvider", "ConnectorClientConfigOverridePolicy"];

    /// <summary>What is no plugin and still has a name in Kafka: a setting that names it gets the right answer.</summary>
    private static readonly Dictionary<string, Type> Contracts = new(StringComparer.Ordinal)
    {
        ["org.apache.kafka.connect.storage.Converter"] = typeof(IConverter),
        ["org.apache.kafka.connect.storage.HeaderConverter"] = typeof(IHeaderConverter),
        ["org.apache.kafka.connect.transforms.Transformation"] = typeof(ITransformation),
        ["org.apache.kafka.connect.transforms.predicates.Predicate"] = typeof(IPredicate),
        ["org.apache.kafka.connect.converters.NumberConverter"] = typeof(NumberConverter<int>),
    };

    private readonly Dictionary<string, PluginClass> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PluginClass?> _byAlias = new(StringComparer.Ordinal);

    /// <summary>The plugins that come with the runtime, and others.</summary>
    public PluginClasses(IEnumerable<PluginClass> others)
    {
        foreach (var plugin in BuiltInPlugins.All.Values.Concat(others))
        {
            _byName[plugin.Name] = plugin;
            foreach (var alias in AliasesOf(plugin.Name)) _byAlias[alias] = _byAlias.ContainsKey(alias) ? null : plugin;
        }
    }

    /// <summary>All plugins, by their full names.</summary>
    public IReadOnlyDictionary<string, PluginClass> All => _byName;

    /// <summary>The plugin with a full name or an alias.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out PluginClass? plugin) =>
        _byName.TryGetValue(name, out plugin) || (_byAlias.TryGetValue(name, out plugin) && plugin is not null);

    /// <inheritdoc/>
    public ConfigClass? Resolve(string name)
    {
        if (TryFind(name, out var plugin)) return new ConfigClass(plugin.Name, plugin.Type);
        if (Contracts.TryGetValue(name, out var contract)) return new ConfigClass(name, contract);
        // The key and value forms of a transformation are inside of a class that has its name.
        return JavaClasses.Contains(name) || _byName.ContainsKey(name + "$Key") ? new ConfigClass(name, typeof(JavaClasses)) : null;
    }

    /// <summary>Classes inside of others, as the key and value forms of transformations, have none: theirs would all be the same.</summary>
    private static IEnumerable<string> AliasesOf(string name)
    {
        if (name.Contains('$', StringComparison.Ordinal)) yield break;
        var simple = name[(name.LastIndexOf('.') + 1)..];
        if (simple != name) yield return simple;
        foreach (var kind in Kinds)
        {
            if (!simple.EndsWith(kind, StringComparison.Ordinal) || simple.Length == kind.Length) continue;
            yield return simple[..^kind.Length];
            yield break;
        }
    }
}
