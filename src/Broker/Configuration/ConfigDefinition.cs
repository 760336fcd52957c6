using System.Diagnostics.CodeAnalysis;

namespace Connect.Broker.Configuration;

/// <summary>The settings that some kind of thing has.</summary>
internal sealed class ConfigDefinition
{
    private readonly Dictionary<string, ConfigKey> _byName;
    private readonly Lazy<ConfigKey[]> _sorted;

    public ConfigDefinition(params ReadOnlySpan<ConfigKey[]> groups)
    {
        _byName = new Dictionary<string, ConfigKey>(256, StringComparer.Ordinal);
        foreach (var group in groups)
        {
            foreach (var key in group) _byName.Add(key.Name, key);
        }

        _sorted = new Lazy<ConfigKey[]>(() => [.. _byName.Values.OrderBy(k => k.Name, StringComparer.Ordinal)]);
    }

    /// <summary>All settings by name.</summary>
    public IReadOnlyList<ConfigKey> Keys => _sorted.Value;

    public ConfigKey this[string name] => _byName[name];

    public bool TryGet(string name, [NotNullWhen(true)] out ConfigKey? key) => _byName.TryGetValue(name, out key);
}
