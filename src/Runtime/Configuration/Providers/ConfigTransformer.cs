using System.Text.RegularExpressions;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>
/// Puts the values of config providers in the place of references, <c>${provider:path:key}</c> or <c>${provider:key}</c> (KIP-297,
/// <c>org.apache.kafka.common.config.ConfigTransformer</c>). What no provider knows stays as it is; values are not searched again.
/// </summary>
/// <param name="providers">The providers by the names that references use.</param>
public sealed partial class ConfigTransformer(IReadOnlyDictionary<string, IConfigProvider> providers)
{
    /// <summary>
    /// A copy of the configuration of a task with references where the connector's configuration has them, so that no secret is stored
    /// (<c>ConnectUtils.transformValues</c>).
    /// </summary>
    /// <param name="task">The configuration of the task, which the connector has made.</param>
    /// <param name="connector">The configuration of the connector, as it is stored.</param>
    public static Dictionary<string, string?> WithReferences(IReadOnlyDictionary<string, string?> task, IReadOnlyDictionary<string, string?> connector) => task.ToDictionary(
        p => p.Key, p => connector.GetValueOrDefault(p.Key) is { } raw && Reference().IsMatch(raw) ? raw : p.Value, StringComparer.Ordinal);

    /// <summary>A copy of a configuration with values in the place of references.</summary>
    /// <exception cref="ConfigException">A provider cannot read what is asked for.</exception>
    public async ValueTask<IReadOnlyDictionary<string, string?>> TransformAsync(IReadOnlyDictionary<string, string?> config, CancellationToken cancellationToken)
    {
        if (providers.Count == 0) return config;
        var keys = new Dictionary<(string Provider, string Path), HashSet<string>>();
        foreach (var value in config.Values)
        {
            if (value is null) continue;
            foreach (var (provider, path, key) in ReferencesOf(value))
            {
                if (!keys.TryGetValue((provider, path), out var set)) keys[(provider, path)] = set = new HashSet<string>(StringComparer.Ordinal);
                set.Add(key);
            }
        }

        var found = new Dictionary<(string Provider, string Path), IReadOnlyDictionary<string, string>>();
        foreach (var (place, wanted) in keys)
        {
            if (providers.TryGetValue(place.Provider, out var provider))
                found[place] = (await provider.GetAsync(place.Path, wanted, cancellationToken).ConfigureAwait(false)).Data;
        }

        return config.ToDictionary(p => p.Key, p => p.Value is null ? null : Replace(p.Value, found), StringComparer.Ordinal);
    }

    private static string Replace(string value, Dictionary<(string Provider, string Path), IReadOnlyDictionary<string, string>> found) => Reference().Replace(
        value,
        m => found.TryGetValue((m.Groups["provider"].Value, m.Groups["path"].Value), out var data) && data.TryGetValue(m.Groups["key"].Value, out var text) ? text : m.Value);

    private static IEnumerable<(string Provider, string Path, string Key)> ReferencesOf(string value) =>
        Reference().Matches(value).Select(m => (m.Groups["provider"].Value, m.Groups["path"].Value, m.Groups["key"].Value));

    [GeneratedRegex(@"\$\{(?<provider>[^}]*?):((?<path>[^}]*?):)?(?<key>[^}]*?)\}")]
    private static partial Regex Reference();
}
