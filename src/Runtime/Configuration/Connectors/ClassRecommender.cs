using Connect.Runtime.Plugins;
using Connect.Sdk.Configuration;

namespace Connect.Runtime.Configuration.Connectors;

/// <summary>Recommends all classes of a kind.</summary>
internal sealed class ClassRecommender(PluginClasses plugins, Type contract) : IConfigRecommender
{
    public IReadOnlyList<object?> ValidValues(string name, IReadOnlyDictionary<string, object?> parsed) =>
        [.. plugins.All.Values.Where(p => contract.IsAssignableFrom(p.Type)).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => new ConfigClass(p.Name, p.Type))];

    public bool IsVisible(string name, IReadOnlyDictionary<string, object?> parsed) => true;
}
