using Connect.Runtime.Plugins;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>The config providers that a worker is set up with: <c>config.providers</c>, and for each name <c>config.providers.NAME.class</c> and <c>.param.*</c>.</summary>
public static class ConfigProviders
{
    private const string Prefix = "config.providers.";

    /// <summary>Makes and configures them.</summary>
    /// <exception cref="ConfigException">One is missing, is none, or does not take its settings.</exception>
    public static IReadOnlyDictionary<string, IConfigProvider> Create(IReadOnlyDictionary<string, string?> worker, PluginClasses plugins)
    {
        var providers = new Dictionary<string, IConfigProvider>(StringComparer.Ordinal);
        foreach (var name in (worker.GetValueOrDefault("config.providers") ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var key = $"{Prefix}{name}.class";
            var className = worker.GetValueOrDefault(key)?.Trim() ?? throw new ConfigException($"Missing required configuration \"{key}\" which has no default value.");
            if (!plugins.TryFind(className, out var plugin) || plugin.Create() is not IConfigProvider provider)
                throw new ConfigException(key, className, $"Class {className} could not be found.");
            var parameters = $"{Prefix}{name}.param.";
            provider.Configure(worker.Where(p => p.Key.StartsWith(parameters, StringComparison.Ordinal))
                .ToDictionary(p => p.Key[parameters.Length..], p => p.Value, StringComparer.Ordinal));
            providers[name] = provider;
        }

        return providers;
    }
}
