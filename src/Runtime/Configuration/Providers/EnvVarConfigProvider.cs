using System.Collections;
using Connect.Sdk.Connectors;
using Connect.Sdk.Errors;
using Connect.Sdk.Java;

namespace Connect.Runtime.Configuration.Providers;

/// <summary>Values of environment variables: <c>${env:NAME}</c> (<c>org.apache.kafka.common.config.provider.EnvVarConfigProvider</c>, KIP-887).</summary>
public sealed class EnvVarConfigProvider : IConfigProvider
{
    private Dictionary<string, string> _variables = [];

    /// <inheritdoc/>
    public void Configure(IReadOnlyDictionary<string, string?> config)
    {
        var pattern = config.GetValueOrDefault("allowlist.pattern") is { } text ? new JavaRegex(text) : null;
        _variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(v => pattern?.Matches((string)v.Key) != false)
            .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "", StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public ValueTask<ConfigData> GetAsync(string path, CancellationToken cancellationToken) => path.Length == 0
        ? ValueTask.FromResult(new ConfigData(_variables))
        : throw new ConfigException($"Path is not supported for EnvVarConfigProvider, invalid value '{path}'");

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
