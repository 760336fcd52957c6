namespace Connect.Sdk.Connectors;

/// <summary>
/// Gives values for references <c>${name:path:key}</c> in configurations (<c>org.apache.kafka.common.config.provider.ConfigProvider</c>, KIP-297), such as
/// secrets from a vault. Safe for calls from several threads.
/// </summary>
public interface IConfigProvider : IDisposable
{
    /// <summary>Called once, before anything else.</summary>
    /// <param name="config">What the worker has under <c>config.providers.NAME.param.</c>, without the prefix.</param>
    /// <exception cref="Errors.ConfigException">A setting is missing or wrong.</exception>
    void Configure(IReadOnlyDictionary<string, string?> config);

    /// <summary>All data at a path.</summary>
    /// <param name="path">The middle part of the reference; empty if it has none.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    /// <exception cref="Errors.ConfigException">It cannot be read.</exception>
    ValueTask<ConfigData> GetAsync(string path, CancellationToken cancellationToken);

    /// <summary>The data with some keys at a path; keys that are not there are left out. The default picks from all data at the path.</summary>
    /// <param name="path">The middle part of the reference; empty if it has none.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Cancelled when the answer is no longer needed.</param>
    /// <exception cref="Errors.ConfigException">It cannot be read.</exception>
    async ValueTask<ConfigData> GetAsync(string path, IReadOnlySet<string> keys, CancellationToken cancellationToken)
    {
        var all = await GetAsync(path, cancellationToken);
        return all with { Data = all.Data.Where(p => keys.Contains(p.Key)).ToDictionary(StringComparer.Ordinal) };
    }
}

/// <summary>Data of a config provider (<c>org.apache.kafka.common.config.ConfigData</c>).</summary>
/// <param name="Data">The values by key.</param>
/// <param name="Ttl">
/// How long they are good; then the runtime restarts the connectors that use them, if <c>config.action.reload</c> is <c>restart</c>. Null is for ever.
/// </param>
public sealed record ConfigData(IReadOnlyDictionary<string, string> Data, TimeSpan? Ttl = null)
{
    /// <summary>The keys alone: values may be secrets.</summary>
    public override string ToString() => $"ConfigData({string.Join(", ", Data.Keys)})";
}
